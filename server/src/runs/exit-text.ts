import type { Exit } from '#protocol/lane.ts';

/** An exit in a few words: `exited 137 = 128 + 9 (SIGKILL), 12 ms after the signal`. */
export function describeExit(exit: Exit): string {
  return ['exited', codeText(exit), whenText(exit), ...whoText(exit)].join(' ').replaceAll(' ,', ',');
}

function codeText({ exitCode, signal }: Exit): string {
  if (exitCode === null) return 'with a code that the engine never learned';
  return signal === null ? `${exitCode}` : `${exitCode} = 128 + ${exitCode - 128} (${signal})`;
}

function whenText({ endedBy, durationMs }: Exit): string {
  const duration = durationMs < 10_000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1_000).toFixed(1)} s`;
  return endedBy === 'lab' || endedBy === 'outside'
    ? `, ${duration} after the signal`
    : `, ${duration} after its start`;
}

function whoText({ endedBy, oomKilled }: Exit): string[] {
  if (oomKilled) return [', killed for using more memory than its limit'];
  if (endedBy === 'outside') return [', ended from outside the lab'];
  if (endedBy === 'itself') return [', by its own doing'];
  if (endedBy === 'unknown') return [', not by the lab'];
  return [];
}
