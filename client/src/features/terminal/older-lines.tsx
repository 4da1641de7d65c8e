import { say } from '#protocol/language/say.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import { plainText } from './line-text.ts';

/** Lines that the terminal no longer keeps, as the lab has them. */
export type OlderLines =
  | { state: 'asked' }
  | { state: 'found'; lines: readonly LaneLogLine[] }
  | { state: 'failed'; message: string };

interface OlderProps {
  /** `Lane A`. */
  title: string;
  /** `of request 24`. */
  ofWhat: string;
  older: OlderLines;
  /** Lines of the same request that the terminal still has. */
  kept: readonly LaneLogLine[];
  runStartedAt: number;
}

/** What is pointed out and cannot be scrolled to: it is shown beside the log's end instead. */
export function Older({ title, ofWhat, older, kept, runStartedAt }: OlderProps) {
  if (older.state === 'asked')
    return <p className="terminal-none">{say('Looking for older lines {ofWhat} …', { ofWhat })}</p>;
  if (older.state === 'failed') {
    return (
      <p className="terminal-none">
        {say('Lines {ofWhat} are older than what this terminal keeps. {message}', {
          ofWhat,
          message: older.message,
        })}
      </p>
    );
  }
  if (older.lines.length === 0) {
    return (
      <p className="terminal-none">
        {say('Lines {ofWhat} are older than what this terminal and the lab keep', { ofWhat })}
      </p>
    );
  }
  const all = [...older.lines, ...kept.filter(({ seq }) => !older.lines.some((line) => line.seq === seq))];
  return (
    <div className="terminal-older">
      <p>{say('Older than what this terminal keeps:')}</p>
      <ul aria-label={say('Lines {ofWhat} in the log of {title}', { ofWhat, title })}>
        {all.map((line) => (
          <li key={line.seq}>{plainText(line, runStartedAt)}</li>
        ))}
      </ul>
    </div>
  );
}
