import { comparisonLines } from '#protocol/comparison-lines.ts';
import type { LaneId } from '#protocol/ids.ts';
import { say, told } from '#protocol/language/say.ts';
import { PROMISE_WORDS, STATE_SIGNS, STATE_WORDS } from '#protocol/promise-words.ts';
import type { Comparison } from '#protocol/run.ts';

interface ComparisonTableProps {
  comparison: Comparison;
  /** Where a lane's ledger is; null where no lab is there to ask for it. */
  ledgerOf: ((laneId: LaneId) => string) | null;
}

/** The lanes of a run side by side. */
export function ComparisonTable({ comparison, ledgerOf }: ComparisonTableProps) {
  const { lanes } = comparison;
  return (
    <table>
      <thead>
        <tr>
          <td />
          {lanes.map(({ laneId, label }) => (
            <th key={laneId} scope="col">
              {say('Lane {lane}', { lane: laneId.toUpperCase() })} <span>{label}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {comparisonLines(comparison).map(({ name, values }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {lanes.map(({ laneId }, index) => (
              <td key={laneId}>{values[index]}</td>
            ))}
          </tr>
        ))}
        {PROMISE_WORDS.map(({ id, words }) => (
          <tr key={id}>
            <th scope="row">{told(words)}</th>
            {lanes.map(({ laneId, promises }) => {
              const state = promises[id] ?? 'unknown';
              return (
                <td key={laneId} className={state}>
                  <span aria-hidden="true">{STATE_SIGNS[state]}</span> {told(STATE_WORDS[state])}
                </td>
              );
            })}
          </tr>
        ))}
        {ledgerOf !== null && (
          <tr>
            <th scope="row">{say('Every request, as JSON Lines')}</th>
            {lanes.map(({ laneId }) => (
              <td key={laneId}>
                <a href={ledgerOf(laneId)} target="_blank" rel="noreferrer">
                  {say('ledger of lane {lane}', { lane: laneId.toUpperCase() })}
                </a>
              </td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}
