import type { ConsoleAnswer, ConsoleLine } from '#protocol/console.ts';
import { say } from '#protocol/language/say.ts';

/** A line of a console: what was typed, what was printed, or what the console itself has to say. */
export interface PrintedLine {
  key: number;
  kind: ConsoleLine['stream'] | 'typed' | 'note';
  text: string;
}

/** The last so many lines are kept: a console is no log. */
const MOST = 1_000;

/** Adds lines to what was printed. */
export function withLines(
  printed: readonly PrintedLine[],
  kind: PrintedLine['kind'],
  ...texts: readonly string[]
): PrintedLine[] {
  const next = (printed.at(-1)?.key ?? 0) + 1;
  return [...printed, ...texts.map((text, index) => ({ key: next + index, kind, text }))].slice(-MOST);
}

/** Adds what a command printed. */
export function withAnswer(printed: readonly PrintedLine[], { lines }: ConsoleAnswer): PrintedLine[] {
  return lines.reduce<PrintedLine[]>((all, { stream, text }) => withLines(all, stream, text), [...printed]);
}

/** What a screen reader is told of it: the exit code where it failed, and one line, or how many there are to be read. */
export function summary({ lines, exitCode }: ConsoleAnswer): string {
  const failed = exitCode === 0 ? '' : `${say('Exit code {code}.', { code: exitCode })} `;
  const [first] = lines;
  if (first === undefined) return `${failed}${say('Nothing was printed.')}`;
  const said = exitCode === 0 ? first : (lines.find(({ stream }) => stream === 'stderr') ?? first);
  const count = lines.length === 1 ? '' : ` ${say('{lines} lines in all.', { lines: lines.length })}`;
  return `${failed}${said.text}${count}`;
}
