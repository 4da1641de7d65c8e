import type { ReactNode } from 'react';
import type { Comparison } from '#protocol/run.ts';
import { durationText } from './exit-meaning.ts';
import { PROMISE_WORDS, STATE_SIGNS } from './promise-words.ts';

type LaneComparison = Comparison['lanes'][number];

const LINES: { name: string; value(lane: LaneComparison): ReactNode }[] = [
  { name: 'Due', value: ({ due }) => due },
  { name: 'Completed', value: ({ completed }) => completed },
  { name: 'Lost', value: ({ lost }) => lostText(lost) },
  { name: 'Refused', value: ({ refused }) => refused },
  {
    name: 'In flight at the signal',
    value: ({ inFlightAtSignal: { total, answered } }) => (total === 0 ? 'none' : `${answered} of ${total} answered`),
  },
  {
    name: 'Sent after the signal',
    value: ({ afterSignal: { answered, lost, refused } }) => `${answered} answered, ${lost} lost, ${refused} refused`,
  },
  { name: 'Exit code', value: ({ exitCode }) => exitCode ?? 'unknown' },
  {
    name: 'From signal to exit',
    value: ({ durationMs }) => (durationMs === null ? 'unknown' : durationText(durationMs)),
  },
];

/** The lanes of a run side by side. */
export function ComparisonTable({ runId, comparison }: { runId: string; comparison: Comparison }) {
  const { lanes } = comparison;
  return (
    <table>
      <thead>
        <tr>
          <td />
          {lanes.map(({ laneId, label }) => (
            <th key={laneId} scope="col">
              Lane {laneId.toUpperCase()} <span>{label}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LINES.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {lanes.map((lane) => (
              <td key={lane.laneId}>{value(lane)}</td>
            ))}
          </tr>
        ))}
        {PROMISE_WORDS.map(({ id, words }) => (
          <tr key={id}>
            <th scope="row">{words}</th>
            {lanes.map(({ laneId, promises }) => {
              const state = promises[id] ?? 'unknown';
              return (
                <td key={laneId} className={state}>
                  <span aria-hidden="true">{STATE_SIGNS[state]}</span> {state}
                </td>
              );
            })}
          </tr>
        ))}
        <tr>
          <th scope="row">Every request, as JSON Lines</th>
          {lanes.map(({ laneId }) => (
            <td key={laneId}>
              <a href={`/api/runs/${runId}/ledger?lane=${laneId}`} target="_blank" rel="noreferrer">
                ledger of lane {laneId.toUpperCase()}
              </a>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function lostText({ total, unread, interrupted, unacknowledged, unknown }: LaneComparison['lost']): string {
  const kinds = [
    interrupted > 0 && `${interrupted} interrupted`,
    unread > 0 && `${unread} unread`,
    unacknowledged > 0 && `${unacknowledged} unacknowledged`,
    unknown > 0 && `${unknown} of unknown kind`,
  ].filter(Boolean);
  return kinds.length === 0 ? `${total}` : `${total} (${kinds.join(', ')})`;
}
