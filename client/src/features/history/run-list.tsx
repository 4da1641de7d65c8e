import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { grouped } from '#protocol/language/decimal.ts';
import { say, sayCount } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { followHistory, removeRun, renameRun, showMore, useHistory } from './history-store.ts';
import { RunItem } from './run-item.tsx';
import './history.css';

/** A comparison takes as many lanes as a run can have. */
const MOST_LANES = 4;

/** Every run that the lab keeps, newest first; lanes of any of them can be put side by side. */
export function RunList({ tools }: { tools?: React.ReactNode }) {
  const { view, failure } = useHistory();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  useEffect(followHistory, []);
  const choose = (lane: string, isChosen: boolean) =>
    setChosen((before) => (isChosen ? [...before, lane] : before.filter((other) => other !== lane)));
  const remove = (runId: string) => {
    setChosen((before) => before.filter((lane) => !lane.startsWith(runId)));
    void removeRun(runId);
  };
  const full = chosen.length >= MOST_LANES ? say('{most} lanes are chosen already', { most: MOST_LANES }) : null;
  return (
    <section className="history" aria-label={say('History')}>
      <header className="history-top">
        <h2>{say('History')}</h2>
        <p>{view === null ? say('Asking the lab…') : countText(view.total)}</p>
        <span className="spacer" />
        {tools}
        {chosen.length < 2 ? (
          <Button blockedBy={say('Choose two to four lanes of any runs below')}>{say('Compare')}</Button>
        ) : (
          <Link className="button primary" href={`/compare?lanes=${chosen.join(',')}`}>
            {say('Compare {lanes} lanes', { lanes: chosen.length })}
          </Link>
        )}
      </header>
      {/* What goes one day must not go without a word. */}
      {view !== null && (
        <p className="history-kept">
          {say(
            'The newest {most} without a name are kept, then the oldest goes. A name keeps a run until you remove it, and a repeat keeps its trials.',
            { most: grouped(view.keepsUnnamed) },
          )}
        </p>
      )}
      {failure !== null && (
        <Notice tone="bad" onDismiss={() => useHistory.setState({ failure: null })}>
          {failure}
        </Notice>
      )}
      <ul className="run-list">
        {view?.runs.map((run) => (
          <RunItem
            key={run.id}
            run={run}
            chosen={chosen}
            full={full}
            onChoose={choose}
            onRename={(name) => void renameRun(run.id, name)}
            onRemove={() => remove(run.id)}
          />
        ))}
      </ul>
      {view !== null && view.runs.length < view.total && (
        <Button className="history-more" onClick={() => void showMore()}>
          {say('Show more')}
        </Button>
      )}
    </section>
  );
}

function countText(total: number): string {
  if (total === 0) return say('No run yet: every run that was started comes here.');
  return sayCount(total, '{total} run', '{total} runs', { total: grouped(total) });
}
