import type { LaneLogLine } from '#protocol/log.ts';
import type { Command } from './command.ts';
import type { Place } from './found.ts';
import { findOrRefuse } from './found.ts';
import type { Said } from './refusal.ts';
import { err, out } from './refusal.ts';

/** Lines that are printed at once, at most: the panel above has all of them. */
const MAX_LINES = 500;
/** As many as a lane keeps. */
const ALL_LINES = 10_000;

/** `docker logs`, from what the lab has read of the container's log. */
export function printLogs({ run }: Place, { container, tail, timestamps }: Command & { kind: 'logs' }): Said {
  const { lane, member } = findOrRefuse(run, container);
  const own = lane.log
    .after(0, ALL_LINES)
    .lines.filter(({ stream, from }) => stream !== 'lab' && (from ?? null) === member.title);
  const asked = tail ?? own.length;
  const shown = Math.min(asked, MAX_LINES);
  const lines = shown === 0 ? [] : own.slice(-shown);
  const isCut = asked > MAX_LINES && own.length > MAX_LINES;
  const runStart = Date.parse(run.startedAt);
  const text = (line: LaneLogLine) => (timestamps ? `${writtenAt(line, runStart)} ${line.text}` : line.text);
  return {
    lines: [
      ...(isCut ? err(earlier(own.length - MAX_LINES)) : []),
      ...lines.flatMap((line) => (line.stream === 'stderr' ? err(text(line)) : out(text(line)))),
    ],
  };
}

function earlier(count: number): string {
  return `… ${count.toLocaleString('en')} earlier lines: the log above has them.`;
}

/** By the engine's clock, or where it has none by the lab's, which read the line as it came. */
function writtenAt({ writtenAt: at, at: readAt }: LaneLogLine, runStart: number): string {
  return new Date(at ?? runStart + readAt).toISOString();
}
