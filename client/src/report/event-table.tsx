import { happenedAt } from '#protocol/happened-at.ts';
import type { LaneRecord } from '#protocol/lane.ts';
import { grouped } from '#protocol/language/decimal.ts';
import { say } from '#protocol/language/say.ts';
import type { RunEvent } from '#protocol/run.ts';

/** What happened in the run, in order. */
export function EventTable({ events, lanes }: { events: readonly RunEvent[]; lanes: readonly LaneRecord[] }) {
  return (
    <table className="report-events">
      <thead>
        <tr>
          <th scope="col">{say('On the run’s clock')}</th>
          <th scope="col">{say('Lane')}</th>
          <th scope="col">{say('What happened')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.seq}>
            <td>{grouped(Math.round(happenedAt(event, lanes)))} ms</td>
            <td>{event.laneId === null ? say('all') : event.laneId.toUpperCase()}</td>
            <td>{event.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
