import type { ReactNode } from 'react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { grouped } from '#protocol/language/decimal.ts';
import { say, sayCount } from '#protocol/language/say.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTheme } from '../../ui/theme.ts';
import { plainText } from './line-text.ts';
import type { LogSource } from './log-source.ts';
import type { LogTerminal } from './log-terminal.ts';
import type { OlderLines } from './older-lines.tsx';
import { Older } from './older-lines.tsx';
import { SearchBar } from './search-bar.tsx';
import { TextMirror } from './text-mirror.tsx';
import './terminal.css';

/** `of request 24`, and its lines in the order of the log. */
export interface PointedOut {
  ofWhat: string;
  lines: readonly LaneLogLine[];
  /** Whether there was no line by then: the log's beginning is shown. */
  isBefore: boolean;
  /** Lines of it that this page no longer has; null where it has all of them. */
  older: OlderLines | null;
  /** Whether it is known, without its lines, that the log never named it. */
  isUnnamed: boolean;
}

interface TerminalPanelProps {
  /** `Lane A`. */
  title: string;
  log: LogSource;
  /** Milliseconds since 1970. */
  runStartedAt: number;
  /** Lies over the panel while there is no log. */
  cover: ReactNode;
  /** What is pointed out, and its lines of this log; null where nothing is. */
  pointed: PointedOut | null;
  /** A request was clicked in the log. */
  onPickRequest(number: number): void;
  /** Stands below the log, within the panel. */
  foot: ReactNode;
}

/** A lane's log in a terminal, with search and copy. */
export function TerminalPanel(props: TerminalPanelProps) {
  const { title, log, runStartedAt, cover, pointed, foot } = props;
  const host = useRef<HTMLDivElement>(null);
  const terminal = useRef<LogTerminal | null>(null);
  const [behind, setBehind] = useState(0);
  const [searching, setSearching] = useState(false);
  /** Lines of what is pointed out that the terminal has scrolled away for good. */
  const [gone, setGone] = useState<readonly LaneLogLine[]>([]);
  const [matches, setMatches] = useState({ index: -1, count: 0 });
  const [failed, setFailed] = useState(false);
  const theme = useTheme((state) => state.theme);
  const pick = useEffectEvent((number: number) => props.onPickRequest(number));
  const point = useEffectEvent(() => {
    if (pointed?.isBefore) terminal.current?.pointBefore();
    else terminal.current?.point(pointed?.lines.map(({ seq }) => seq) ?? null);
    const gone = terminal.current?.gone(pointed?.lines.map(({ seq }) => seq) ?? []) ?? [];
    setGone(pointed?.lines.filter(({ seq }) => gone.includes(seq)) ?? []);
  });

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let end = () => {};
    let ended = false;
    // xterm is a third of the page's code and not needed to draw it: it comes on its own.
    import('./log-terminal.ts').then(
      ({ LogTerminal: Made }) => {
        if (ended) return;
        const made = new Made(element, say('Log of {title}', { title }), runStartedAt, {
          searchAsked: () => setSearching(true),
          behind: setBehind,
          matches: setMatches,
          requestPicked: pick,
        });
        terminal.current = made;
        const detach = log.attach((entries) => made.write(entries));
        point();
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: the terminal follows what is pointed out
  useEffect(() => point(), [pointed]);

  const older = pointed === null ? null : (pointed.older ?? (gone.length > 0 ? found(gone) : null));
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
              aria-label={say('Search the log of {title}', { title })}
              hint={say('Search (Ctrl+F in the log)')}
              onClick={() => setSearching(true)}
            >
              <Icon name="search" size={14} />
            </Button>
            <CopyButton
              label={say('Copy the log of {title}', { title })}
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
            {endText(behind - 1)}
          </Button>
        )}
        {pointed !== null && older !== null && (
          <Older {...{ title, older, runStartedAt }} ofWhat={pointed.ofWhat} kept={pointed.lines} />
        )}
        {older === null && pointed?.lines.length === 0 && (
          <p className="terminal-none">{noneText(pointed, log.isCut)}</p>
        )}
        {(cover || failed) && (
          <div className="terminal-cover">
            {failed ? say('The terminal could not be loaded: reload the page.') : cover}
          </div>
        )}
      </div>
      {pointed !== null && older?.state !== 'found' && pointed.lines.length > 0 && (
        <ul
          className="hidden-visually"
          aria-label={say('Lines {ofWhat} in the log of {title}', { ofWhat: pointed.ofWhat, title })}
        >
          {pointed.lines.map((line) => (
            <li key={line.seq}>{plainText(line, runStartedAt)}</li>
          ))}
        </ul>
      )}
      {foot}
      <TextMirror title={title} log={log} runStartedAt={runStartedAt} />
    </div>
  );
}

function found(lines: readonly LaneLogLine[]): OlderLines {
  return { state: 'found', lines };
}

/** @param count how many lines came since the reader left the end */
function endText(count: number): string {
  if (count === 0) return say('Jump to end');
  return sayCount(count, 'Jump to end, {number} new', 'Jump to end, {number} new', { number: grouped(count) });
}

/** Of a log whose beginning was let go, nobody can say what is not in it. */
function noneText({ ofWhat, isBefore, isUnnamed }: PointedOut, isCut: boolean): string {
  if (isBefore) return say(isCut ? 'This instant is older than what this terminal keeps' : 'No line by this instant');
  return say(isCut && !isUnnamed ? 'No line {ofWhat} in what this terminal keeps' : 'No line {ofWhat} in this log', {
    ofWhat,
  });
}
