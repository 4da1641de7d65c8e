import { said, say } from '#protocol/language/say.ts';
import type { Course } from '#protocol/lesson/course.ts';
import type { Progress } from '#protocol/lesson/progress.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { standingWords } from './chapter-list.tsx';
import { scoreWords, standingOf } from './course-place.ts';
import { saidText } from './prediction-form.ts';

/** What a learner has done of the course, as Markdown: to be kept, or handed in. */
export function courseMarkdown(
  course: Course,
  scenarios: readonly ScenarioView[],
  progress: Progress,
  when: Date,
): string {
  const all = course.chapters.flatMap(({ lessons }) => lessons);
  const total = standingOf(all, progress, scenarios);
  const date = when.toISOString().slice(0, 10);
  const { done, lessons } = total;
  const points = total.of === 0 ? said('no prediction scored') : scoreWords(total);
  const standing = say('{date}: {done} of {lessons} lessons done, {points}.', { date, done, lessons, points });
  const lines = [`# ${course.title}`, '', standing];
  for (const chapter of course.chapters) {
    lines.push('', `## ${chapter.title}${chapter.optional ? ` (${say('optional')})` : ''}`, '');
    for (const id of chapter.lessons) {
      const isDone = standingOf([id], progress, scenarios).done > 0;
      const name = scenarios.find((each) => each.id === id)?.title ?? id;
      const words = standingWords(progress.lessons[id], isDone);
      lines.push(`- [${isDone ? 'x' : ' '}] ${name}${words === '' ? '' : `: ${words}`}`, ...foreseen(progress, id));
    }
  }
  return `${lines.join('\n')}\n`;
}

function foreseen({ lessons }: Progress, id: string): string[] {
  const { prediction, runId } = lessons[id] ?? {};
  if (!prediction) return [];
  const ofLanes = Object.entries(prediction.lanes).map(([lane, words]) =>
    say('lane {lane} {words}', { lane: lane.toUpperCase(), words: saidText(words) }),
  );
  if (ofLanes.length === 0) return [];
  const lanes = ofLanes.join('; ');
  return [
    `  - ${runId ? say('said: {lanes}; last run {run}', { lanes, run: runId }) : say('said: {lanes}', { lanes })}`,
  ];
}
