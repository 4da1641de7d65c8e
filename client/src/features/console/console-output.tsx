import { useEffect, useRef } from 'react';
import { say } from '#protocol/language/say.ts';
import type { PrintedLine } from './printed.ts';

interface ConsoleOutputProps {
  id: string;
  title: string;
  lines: readonly PrintedLine[];
}

/** What was printed, with the newest in sight. It is not spoken as it comes: a summary is. */
export function ConsoleOutput({ id, title, lines }: ConsoleOutputProps) {
  const element = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes to its end with every line
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const toEnd = () => {
      current.scrollTop = current.scrollHeight;
    };
    toEnd();
    // Where the panel gets smaller the newest line stays in sight, too.
    const resizing = new ResizeObserver(toEnd);
    resizing.observe(current);
    return () => resizing.disconnect();
  }, [lines]);
  return (
    <div
      ref={element}
      id={id}
      className="console-output"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={say('Output of the console of {title}', { title })}
    >
      {lines.map(({ key, kind, text }) => (
        <div key={key} className={kind}>
          {kind === 'typed' ? `$ ${text}` : text}
        </div>
      ))}
    </div>
  );
}
