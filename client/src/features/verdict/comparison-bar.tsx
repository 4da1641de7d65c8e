import { Collapsible } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import type { Comparison } from '#protocol/run.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import './comparison.css';

interface ComparisonBarProps {
  runId: string | null;
  comparison: Comparison | null;
  /** Said while there is nothing to compare. */
  waitingText: string;
}

/** What the run proved: a sentence, and the lanes side by side. */
export function ComparisonBar({ runId, comparison, waitingText }: ComparisonBarProps) {
  const [open, setOpen] = useState(false);
  // A sentence that says something else is another one: its words are not the old ones moved.
  const said = comparison?.sentence.map(({ text }) => text).join('');
  const section = useRef<HTMLElement>(null);
  // Open, it stands at the page's end instead of hiding half of it.
  useEffect(() => {
    if (open) section.current?.scrollIntoView({ block: 'end' });
  }, [open]);
  return (
    <Collapsible.Root asChild open={open && comparison !== null} onOpenChange={setOpen}>
      <section ref={section} className={open ? 'comparison open' : 'comparison'} aria-label="Comparison">
        <Collapsible.Content className="comparison-sides">
          {comparison && runId && <ComparisonTable runId={runId} comparison={comparison} />}
        </Collapsible.Content>
        <div className="comparison-line">
          <span className="kicker">{comparison !== null && !comparison.final ? 'So far' : 'Comparison'}</span>
          {comparison ? (
            <p key={said} className="sentence">
              {comparison.sentence.map((part, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a part has no other name than its place
                <span key={index} className={part.tone}>
                  {part.text}
                </span>
              ))}
            </p>
          ) : (
            <p key="waiting" className="sentence waiting">
              {waitingText}
            </p>
          )}
          <Collapsible.Trigger asChild>
            <Button blockedBy={comparison === null ? 'There is nothing to compare yet' : null}>
              <Icon name={open ? 'down' : 'up'} size={13} />
              Side by side
            </Button>
          </Collapsible.Trigger>
        </div>
      </section>
    </Collapsible.Root>
  );
}
