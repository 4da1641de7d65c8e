import { say } from '#protocol/language/say.ts';
import type { RepeatView } from '#protocol/repeat.ts';

type Told = Pick<RepeatView, 'status' | 'trials' | 'results' | 'sentence' | 'stopReason'>;

/** What is spoken between two views: the first trial, the half, a broken trial, and the end with what it showed; not every trial. */
export function milestone(before: Told, now: Told): string {
  if (now.status !== 'running') {
    if (before.status !== 'running') return '';
    const end =
      now.status === 'finished'
        ? say('The repeat is finished.')
        : say('The repeat has stopped. {reason}', { reason: now.stopReason ?? '' });
    return `${end} ${now.sentence.map(({ text }) => text).join('')}`.trim();
  }
  const broken = now.results.slice(before.results.length).find(({ state }) => state === 'broken');
  if (broken?.state === 'broken')
    return say('Trial {number} is broken: {reason}', { number: broken.number, reason: broken.reason.message });
  const crossed = (count: number) => before.results.length < count && now.results.length >= count;
  const half = Math.ceil(now.trials / 2);
  if (crossed(half))
    return say('{done} of {trials} trials are done.', { done: now.results.length, trials: now.trials });
  return crossed(1) ? say('The first trial is done.') : '';
}
