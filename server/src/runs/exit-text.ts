import type { Exit } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';

/**
 * An exit in a few words: `exited 137 = 128 + 9 (SIGKILL), 12 ms after the signal`.
 * @param since what its duration counts from: `the signal`, or `its start` where none was seen
 */
export function describeExit(exit: Exit, since: Said): Said {
  const code = codeText(exit);
  const duration = durationText(exit);
  const who = whoText(exit);
  if (who === null) return said('exited {code}, {duration} after {since}', { code, duration, since });
  return said('exited {code}, {duration} after {since}, {who}', { code, duration, since, who });
}

function codeText({ exitCode, signal }: Exit): Said | string {
  if (exitCode === null) return said('with a code that the engine never learned');
  return signal === null ? `${exitCode}` : `${exitCode} = 128 + ${exitCode - 128} (${signal})`;
}

function durationText({ durationMs }: Exit): string {
  return durationMs < 10_000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1_000).toFixed(1)} s`;
}

function whoText(exit: Exit): Said | null {
  // The engine says it of every process in the container: a worker may have been killed and the program gone on.
  if (exit.oomKilled) {
    return exit.signal === 'SIGKILL' && !exit.forced
      ? said('killed for using more memory than its limit')
      : said('after one of its processes was killed for using more memory than its limit');
  }
  const { endedBy } = exit;
  if (endedBy === 'outside') return said('ended from outside the lab');
  if (endedBy === 'itself') return said('by its own doing');
  if (endedBy === 'unknown') return said('not by the lab');
  return null;
}
