import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTheme } from '../../ui/theme.ts';
import type { TerminalEntry } from './line-text.ts';
import { plainText } from './line-text.ts';
import type { LogTerminal } from './log-terminal.ts';
import { SearchBar } from './search-bar.tsx';
import { TextMirror } from './text-mirror.tsx';
import './terminal.css';

/** Where a lane's log comes from, outside of React. */
export interface LogSource {
  readonly entries: readonly TerminalEntry[];
  readonly revision: number;
  /** Draws everything so far, then what comes; the answer ends it. */
  attach(sink: (entries: readonly TerminalEntry[]) => Promise<void>): () => void;
}

interface TerminalPanelProps {
  /** `Lane A`. */
  title: string;
  log: LogSource;
  /** Milliseconds since 1970. */
  runStartedAt: number;
  /** Lies over the panel while there is no log. */
  cover: ReactNode;
}

/** A lane's log in a terminal, with search and copy. */
export function TerminalPanel({ title, log, runStartedAt, cover }: TerminalPanelProps) {
  const host = useRef<HTMLDivElement>(null);
  const terminal = useRef<LogTerminal | null>(null);
  const [behind, setBehind] = useState(0);
  const [searching, setSearching] = useState(false);
  const [matches, setMatches] = useState({ index: -1, count: 0 });
  const [failed, setFailed] = useState(false);
  const theme = useTheme((state) => state.theme);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let end = () => {};
    let ended = false;
    // xterm is a third of the page's code and not needed to draw it: it comes on its own.
    import('./log-terminal.ts').then(
      ({ LogTerminal: Made }) => {
        if (ended) return;
        const made = new Made(element, `Log of ${title}`, runStartedAt, {
          searchAsked: () => setSearching(true),
          behind: setBehind,
          matches: setMatches,
        });
        terminal.current = made;
        const detach = log.attach((entries) => made.write(entries));
        end = () => {
          detach();
          made.dispose();
          terminal.current = null;
        };
      },
      () => setFailed(true),
    );
    return () => {
      ended = true;
      end();
    };
  }, [title, log, runStartedAt]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the ground follows the theme through CSS
  useEffect(() => {
    if (host.current) terminal.current?.recolour(host.current);
  }, [theme]);

  const closeSearch = () => {
    setSearching(false);
    terminal.current?.endSearch();
    terminal.current?.focus();
  };
  return (
    <div className={cover || failed ? 'terminal covered' : 'terminal'}>
      <div className="terminal-tools">
        {searching ? (
          <SearchBar
            matches={matches}
            onFind={(text, direction, typing) => terminal.current?.find(text, direction, typing)}
            onClose={closeSearch}
          />
        ) : (
          <>
            <Button
              tone="bare"
              size="small"
              className="icon"
              aria-label={`Search the log of ${title}`}
              hint="Search (Ctrl+F in the log)"
              onClick={() => setSearching(true)}
            >
              <Icon name="search" size={14} />
            </Button>
            <CopyButton
              label={`Copy the log of ${title}`}
              text={() => log.entries.map((entry) => plainText(entry, runStartedAt)).join('\n')}
            />
          </>
        )}
      </div>
      <div className="terminal-host">
        <div ref={host} className="terminal-screen" />
        {behind > 0 && (
          <Button size="small" className="terminal-end" onClick={() => terminal.current?.toEnd()}>
            <Icon name="toEnd" size={13} />
            {behind > 1 ? `Jump to end, ${(behind - 1).toLocaleString('en')} new` : 'Jump to end'}
          </Button>
        )}
        {(cover || failed) && (
          <div className="terminal-cover">
            {failed ? 'The terminal could not be loaded: reload the page.' : cover}
          </div>
        )}
      </div>
      <TextMirror title={title} log={log} runStartedAt={runStartedAt} />
    </div>
  );
}
