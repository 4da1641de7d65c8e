import { Collapsible } from 'radix-ui';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { say } from '#protocol/language/say.ts';
import type { Change, Comparison } from '#protocol/run.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Changed } from './changed.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { Sentence } from './sentence.tsx';
import './comparison.css';

interface ComparisonBarProps {
  runId: string | null;
  comparison: Comparison | null;
  /** Whether nothing more will be observed of the run. */
  over: boolean;
  /** What was changed of the scenario. */
  changes: readonly Change[];
  /** Said while there is nothing to compare. */
  waitingText: string;
  /** More that can be done with what the run proved. */
  children?: ReactNode;
}

/** What the run proved: a sentence, and the lanes side by side. */
export function ComparisonBar(props: ComparisonBarProps) {
  const { runId, comparison, over, changes, waitingText, children } = props;
  const [open, setOpen] = useState(false);
  // A sentence that says something else is another one: its words are not the old ones moved.
  const words = comparison?.sentence.map(({ text }) => text).join('');
  const section = useRef<HTMLElement>(null);
  // Open, it stands at the page's end instead of hiding half of it.
  useEffect(() => {
    if (open) section.current?.scrollIntoView({ block: 'end' });
  }, [open]);
  return (
    <Collapsible.Root asChild open={open && comparison !== null} onOpenChange={setOpen}>
      <section ref={section} className={open ? 'comparison open' : 'comparison'} aria-label={say('Comparison')}>
        <Collapsible.Content className="comparison-sides">
          {comparison && runId && (
            <ComparisonTable
              comparison={comparison}
              ledgerOf={(laneId) => `/api/runs/${runId}/ledger?lane=${laneId}`}
            />
          )}
        </Collapsible.Content>
        <div className="comparison-line">
          <span className="kicker">{say(comparison?.final === false && !over ? 'So far' : 'Comparison')}</span>
          <div className="comparison-words">
            {comparison ? (
              <p key={words} className="sentence">
                <Sentence parts={comparison.sentence} />
              </p>
            ) : (
              <p key="waiting" className="sentence waiting">
                {waitingText}
              </p>
            )}
            <Changed changes={changes} />
          </div>
          <div className="comparison-buttons">
            <Collapsible.Trigger asChild>
              <Button blockedBy={comparison === null ? say('There is nothing to compare yet') : null}>
                <Icon name={open ? 'down' : 'up'} size={13} />
                {say('Side by side')}
              </Button>
            </Collapsible.Trigger>
            {children}
          </div>
        </div>
      </section>
    </Collapsible.Root>
  );
}
