import type { Exit } from '#protocol/lane.ts';

/**
 * An exit in a few words: `exited 137 = 128 + 9 (SIGKILL), 12 ms after the signal`.
 * @param signalled whether a signal was seen, from which its duration counts
 */
export function describeExit(exit: Exit, signalled: boolean): string {
  return ['exited', codeText(exit), whenText(exit, signalled), ...whoText(exit)].join(' ').replaceAll(' ,', ',');
}

function codeText({ exitCode, signal }: Exit): string {
  if (exitCode === null) return 'with a code that the engine never learned';
  return signal === null ? `${exitCode}` : `${exitCode} = 128 + ${exitCode - 128} (${signal})`;
}

function whenText({ durationMs }: Exit, signalled: boolean): string {
  const duration = durationMs < 10_000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1_000).toFixed(1)} s`;
  return `, ${duration} after ${signalled ? 'the signal' : 'its start'}`;
}

function whoText(exit: Exit): string[] {
  // The engine says it of every process in the container: a worker may have been killed and the program gone on.
  const memory = exit.signal === 'SIGKILL' && !exit.forced ? 'killed' : 'after one of its processes was killed';
  if (exit.oomKilled) return [`, ${memory} for using more memory than its limit`];
  const { endedBy } = exit;
  if (endedBy === 'outside') return [', ended from outside the lab'];
  if (endedBy === 'itself') return [', by its own doing'];
  if (endedBy === 'unknown') return [', not by the lab'];
  return [];
}
