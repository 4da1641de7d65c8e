import { memo, useEffect, useRef } from 'react';
import { say } from '#protocol/language/say.ts';
import { plainText } from '../features/terminal/line-text.ts';
import type { LineSource } from '../features/timeline/lane-events.ts';
import type { SelectedLines } from '../features/timeline/use-selected-lines.ts';
import { classes } from '../ui/classes.ts';

type Entry = LineSource['entries'][number];

interface LogTextProps {
  title: string;
  log: LineSource;
  runStartedAt: number;
  /** The lines of what is selected. */
  pointed: SelectedLines | null;
}

/** A container's log as text. What is selected in the picture is marked, and its first line brought into view. */
export function LogText({ title, log, runStartedAt, pointed }: LogTextProps) {
  const scroll = useRef<HTMLElement>(null);
  const marked = new Set(pointed?.lines.map(({ seq }) => seq));
  const first = pointed?.lines[0]?.seq ?? null;
  useEffect(() => {
    // At first what the lab did: the signal, and what the container said to it.
    const line = scroll.current?.querySelector<HTMLElement>(first === null ? '.of-lab' : `[data-line="${first}"]`);
    if (scroll.current && line) scroll.current.scrollTop = line.offsetTop - scroll.current.clientHeight / 3;
  }, [first]);
  if (log.entries.length === 0) return <p className="report-no-log">{say('There is no log.')}</p>;
  return (
    <details className="report-log" open>
      <summary>{say('Log')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section ref={scroll} aria-label={say('Log of {title}', { title })} tabIndex={0}>
        {log.entries.map((entry, index) => (
          <Line
            key={'seq' in entry ? entry.seq : `gap ${index}`}
            entry={entry}
            runStartedAt={runStartedAt}
            isMarked={'seq' in entry && marked.has(entry.seq)}
          />
        ))}
      </section>
    </details>
  );
}

interface LineProps {
  entry: Entry;
  runStartedAt: number;
  isMarked: boolean;
}

const Line = memo(function Line({ entry, runStartedAt, isMarked }: LineProps) {
  const seq = 'seq' in entry ? entry.seq : undefined;
  const isLab = !('seq' in entry) || entry.stream === 'lab';
  return (
    <div data-line={seq} className={classes(isLab && 'of-lab', isMarked && 'marked')}>
      {plainText(entry, runStartedAt)}
    </div>
  );
});
