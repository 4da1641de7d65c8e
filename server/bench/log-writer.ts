import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * A program that writes lines into the log of the container that it runs in: through the first process's own output, so that they
 * are that process's lines for everybody. Each says its number and when it was written (milliseconds since 1970).
 */
const PROGRAM = `
  const { openSync, writeSync } = require('node:fs');
  const [prefix, count, rate] = [process.argv[1], Number(process.argv[2]), Number(process.argv[3])];
  const log = openSync('/proc/1/fd/1', 'w');
  const now = () => performance.timeOrigin + performance.now();
  const began = performance.now();
  let next = 1;
  (function write() {
    const due = rate === 0 ? count : Math.min(count, Math.floor((performance.now() - began) * rate / 1000) + 1);
    while (next <= due) {
      let text = '';
      for (const end = Math.min(due, next + 49); next <= end; next += 1) text += prefix + ' ' + next + ' ' + now().toFixed(2) + '\\n';
      writeSync(log, text);
    }
    if (next <= count) setTimeout(write, 1);
  })();`;

const LINE = /^(\w+) (\d+) (\d+\.\d\d)$/;

/** A line that the writer wrote. */
export interface WrittenLine {
  number: number;
  /** Milliseconds since 1970. */
  writtenAt: number;
}

/**
 * Writes lines into a running container's log. Resolves when the last was written.
 * @param prefix a word that tells these lines from all others
 * @param ratePerSecond 0 writes as fast as the container's log takes them
 */
export async function writeLines(
  container: string,
  prefix: string,
  count: number,
  ratePerSecond: number,
): Promise<void> {
  const command = ['exec', container, 'node', '-e', PROGRAM, prefix, String(count), String(ratePerSecond)];
  const child = spawn('docker', command, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0)
    throw new Error(`docker exec ended with ${code}: nothing was written into the log of ${container}.`);
}

/** Reads a line of the writer's; null for any other. */
export function readLine(text: string, prefix: string): WrittenLine | null {
  const [, word, number, writtenAt] = LINE.exec(text) ?? [];
  return word === prefix ? { number: Number(number), writtenAt: Number(writtenAt) } : null;
}

/** Now, on the clock of the lines' times, with the digits that `Date.now()` drops. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
