import { Link } from 'wouter';
import { say } from '#protocol/language/say.ts';
import type { RepeatView, Trial, TrialLane } from '#protocol/repeat.ts';
import { runNoun } from '../../lib/run-noun.ts';
import { laneTitle, secondsText } from './lane-words.ts';

/** Every trial, none left out: the picture's numbers, and what became of the trials that have no mark. */
export function TrialTable({ view }: { view: RepeatView }) {
  const { lanes, results } = view;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="trial-table" aria-label={say('Trials')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {say('Trial')}
            </th>
            <th rowSpan={2} scope="col">
              {say('Signal after')}
            </th>
            {lanes.map(({ id, label }) => (
              <th key={id} colSpan={3} scope="colgroup" className="trial-lane">
                {laneTitle(id)} <span>{label}</span>
              </th>
            ))}
            <th rowSpan={2} scope="col" className="trial-lane">
              {runNoun()}
            </th>
          </tr>
          <tr>
            {lanes.flatMap(({ id }) => [
              <th key={`${id} lost`} scope="col" className="trial-lane">
                {say('Lost')}
              </th>,
              <th key={`${id} refused`} scope="col">
                {say('Refused')}
              </th>,
              <th key={`${id} exit`} scope="col">
                {say('Exit code')}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {results.map((trial) => (
            <tr key={trial.number} className={trial.state}>
              <th scope="row">{trial.number}</th>
              <TrialCells trial={trial} view={view} />
              <td className="trial-lane">
                {trial.runId === null ? say('none') : <Link href={`/runs/${trial.runId}`}>{trial.runId}</Link>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TrialCells({ trial, view: { lanes, stopReason } }: { trial: Trial; view: RepeatView }) {
  if (trial.state === 'measured') {
    return (
      <>
        <td>{secondsText(trial.momentMs)}</td>
        {lanes.map(({ id }) => (
          <LaneCells key={id} lane={trial.lanes.find((lane) => lane.id === id)} />
        ))}
      </>
    );
  }
  return (
    <td colSpan={1 + 3 * lanes.length} className="trial-uncounted">
      {trial.state === 'broken' ? (
        <>
          <b>{say('Broken, not counted:')}</b> {trial.reason.message}
        </>
      ) : (
        <>
          <b>{say('Stopped, not counted.')}</b> {stopReason}
        </>
      )}
    </td>
  );
}

function LaneCells({ lane }: { lane: TrialLane | undefined }) {
  if (lane === undefined) return <td colSpan={3}>{say('unknown')}</td>;
  const { counts, exitCode } = lane;
  return (
    <>
      <td className={counts.lost.total > 0 ? 'trial-lane trial-lost' : 'trial-lane'}>{lostText(counts.lost)}</td>
      <td>{counts.refused}</td>
      <td>{exitCode ?? say('unknown')}</td>
    </>
  );
}

function lostText({ total, unknown }: TrialLane['counts']['lost']): string {
  return unknown === 0 ? `${total}` : say('{total} ({unknown} maybe refused)', { total, unknown });
}
