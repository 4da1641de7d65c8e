import { changeWords } from '#protocol/change-words.ts';
import type { RunSummary } from '#protocol/history.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Rich } from '../../ui/rich.tsx';
import { RunName } from './run-name.tsx';
import { engineWords, numbersText, STATUS_WORDS, whenText } from './run-words.ts';

interface RunItemProps {
  run: RunSummary;
  /** The chosen lanes, as `run.lane`. */
  chosen: readonly string[];
  /** Why no further lane can be chosen; null where one can. */
  full: string | null;
  onChoose(lane: string, chosen: boolean): void;
  onRename(name: string): void;
  onRemove(): void;
}

/** One run of the history: what it was, what it proved, and its lanes. */
export function RunItem({ run, chosen, full, onChoose, onRename, onRemove }: RunItemProps) {
  const { id, name, scenarioTitle, startedAt, status, engine, imported, changes, sentence, lanes } = run;
  return (
    <li className="run-item" aria-label={say('Run {id}', { id })}>
      <header>
        <RunName runId={id} name={name} title={scenarioTitle} onRename={onRename} />
        <p className="run-facts">
          {name !== null && <span>{scenarioTitle}</span>}
          <time dateTime={startedAt}>{whenText(startedAt)}</time>
          <span>{engineWords(engine)}</span>
          <code>{id}</code>
          {imported && <span>{say('imported')}</span>}
          {status !== 'finished' && <b className={`run-status ${status}`}>{told(STATUS_WORDS[status])}</b>}
        </p>
      </header>
      <Button
        tone="bare"
        size="small"
        className="icon run-remove"
        aria-label={say('Remove the run {id}', { id })}
        hint={say('Remove it for good')}
        onClick={onRemove}
      >
        <Icon name="bin" size={14} />
      </Button>
      <div className="run-sentence">
        <p>{sentence ?? told(NOTHING_PROVED[status] ?? said('Nothing was compared.'))}</p>
        {changes.length > 0 && (
          <p className="run-changed">
            <Rich said={said('<b>Changed:</b> {changes}', { changes: changeWords(changes).join('; ') })} />
          </p>
        )}
      </div>
      <ul className="run-lanes" aria-label={say('Lanes of the run {id}', { id })}>
        {lanes.map((lane) => {
          const reference = `${id}.${lane.id}`;
          const isChosen = chosen.includes(reference);
          return (
            <li key={lane.id}>
              <label title={isChosen ? undefined : (full ?? undefined)}>
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={!isChosen && full !== null}
                  onChange={(event) => onChoose(reference, event.target.checked)}
                />
                <span className="hidden-visually">{say('Compare')} </span>
                <b>{say('Lane {lane}', { lane: lane.id.toUpperCase() })}</b>
                <span className="run-lane-label">{lane.label}</span>
              </label>
              <span className="run-numbers">
                <Rich
                  said={numbersText(lane)}
                  with={{
                    lost: (words) => <span className={lane.lost === 0 ? 'none-lost' : 'lost'}>{words}</span>,
                  }}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </li>
  );
}

const NOTHING_PROVED: Partial<Record<RunSummary['status'], Said>> = {
  running: said('It goes on.'),
  invalid: said('It proves nothing: it could not be observed to its end.'),
  interrupted: said('It proves nothing: the lab ended in the middle of it.'),
};
