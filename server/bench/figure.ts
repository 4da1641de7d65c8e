import { z } from 'zod';

/** One measured figure, beside what it is held against. */
export const figureSchema = z.object({
  /** What was measured, with its unit: `pacing error p99 at 200/s (ms)`. */
  what: z.string(),
  value: z.number(),
  /** The floor or the peer, measured in the same run. */
  peer: z.object({ what: z.string(), value: z.number() }).optional(),
  goal: z.object({ text: z.string(), isMet: z.boolean() }).optional(),
});
export type Figure = z.infer<typeof figureSchema>;

/** Prints a figure, and hands it to the process that runs all benchmarks where there is one. */
export function report(figure: Figure): void {
  console.log(`  ${sentence(figure)}`);
  process.send?.(figure);
}

/** Says aloud that something was not measured: a figure that is missing must not look like one that is met. */
export function notMeasured(why: string): void {
  console.log(`*** NOT MEASURED: ${why}`);
}

/** The same for a whole benchmark, before it has made anything: ends its process. */
export function skip(why: string): never {
  notMeasured(why);
  process.exit();
}

/** All figures as one table. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'lab', 'floor or peer', 'ratio', 'goal', 'met'];
  const rows = figures.map(({ what, value, peer, goal }) => [
    what,
    short(value),
    peer === undefined ? '' : `${short(peer.value)} ${peer.what}`,
    peer === undefined ? '' : ratio(value, peer.value),
    goal?.text ?? '',
    goal === undefined ? '' : goal.isMet ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function sentence({ what, value, peer, goal }: Figure): string {
  const against = peer === undefined ? '' : `; ${peer.what}: ${short(peer.value)}, ratio ${ratio(value, peer.value)}`;
  const aim = goal === undefined ? '' : `; goal ${goal.text}: ${goal.isMet ? 'met' : 'NOT MET'}`;
  return `${what}: ${short(value)}${against}${aim}`;
}

/** There is none to nothing. */
function ratio(value: number, peer: number): string {
  return peer === 0 ? '–' : (value / peer).toFixed(2);
}

/** Three digits that count, and all of a number above a thousand. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
