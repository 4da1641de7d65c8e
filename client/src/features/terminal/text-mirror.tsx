import { useEffect, useRef } from 'react';
import { say } from '#protocol/language/say.ts';
import { plainText } from './line-text.ts';
import type { LogSource } from './log-source.ts';

/** A screen reader walks through so many lines; the copy button gives all of them. */
const LINES = 1_000;
/** Between two looks at what came, in milliseconds. */
const REFRESH_MS = 1_000;

interface TextMirrorProps {
  title: string;
  log: LogSource;
  runStartedAt: number;
}

/** The log's end as text for screen readers: to be read when wanted, never spoken line by line. */
export function TextMirror({ title, log, runStartedAt }: TextMirrorProps) {
  const element = useRef<HTMLPreElement>(null);
  useEffect(() => {
    let shown = -1;
    const show = () => {
      if (element.current === null || shown === log.revision) return;
      shown = log.revision;
      element.current.textContent = log.entries
        .slice(-LINES)
        .map((entry) => plainText(entry, runStartedAt))
        .join('\n');
    };
    show();
    const timer = setInterval(show, REFRESH_MS);
    return () => clearInterval(timer);
  }, [log, runStartedAt]);
  return (
    <pre
      ref={element}
      className="hidden-visually"
      role="log"
      aria-live="off"
      aria-label={say('Log of {title} as text', { title })}
    />
  );
}
