import type { RunEventKind, RunView } from '#protocol/run.ts';

/** Outcomes are spoken; what the learner did themselves, and every step on the way, is not. */
const SPOKEN: readonly RunEventKind[] = ['lane:exited', 'lane:failed', 'run:started', 'run:invalidated'];

/** What a page should say that has said a run up to some event. */
export function announcement(view: RunView, saidSeq: number, saidComparison: boolean): string {
  const events = view.events
    .filter(({ seq, kind }) => seq > saidSeq && SPOKEN.includes(kind))
    .map(({ text }) => text);
  const { comparison } = view;
  const sentence = comparison?.final && !saidComparison ? comparison.sentence.map(({ text }) => text).join('') : '';
  return [...events, sentence].filter((text) => text !== '').join(' ');
}
