import { said, say } from '#protocol/language/say.ts';
import type { SentencePart } from '#protocol/run.ts';
import type { Phase } from '#protocol/signal-moment.ts';
import { tellCaveats } from './caveats.ts';
import type { ComparedLane } from './compared-lane.ts';
import { isSound } from './compared-lane.ts';
import type { PhaseCounts } from './flight.ts';
import { splitAtSignal } from './flight.ts';
import { addPhases, tellAfter, tellInFlight } from './lane-story.ts';
import { tellSchedule } from './schedule-sentence.ts';
import { tellSurvival } from './survival-story.ts';
import { toned } from './toned.ts';
import { enumerate } from './wording.ts';

/** A lane that was terminated, and what became of its requests by where they stood at the signal. */
interface ToldLane {
  name: string;
  split: Record<Phase, PhaseCounts>;
}

/**
 * The sentence that says what a run proved: `The same 40 requests. docker kill cut all 3 that were in flight. SIGTERM kill
 * answered all 3, then cut the 1 that came next.` It is drawn from the lanes' rows and exits alone, and says what it cannot say.
 */
export function tellDifference(lanes: readonly ComparedLane[]): SentencePart[] {
  const named = nameLanes(lanes);
  const sound = named.filter(({ lane }) => isSound(lane));
  const told = sound.flatMap(({ name, lane: { facts } }) =>
    facts.terminatedAt === null ? [] : [{ name, split: splitAtSignal(facts) }],
  );
  const survivals = tellSurvival(sound.map(({ name, lane: { facts } }) => ({ name, facts })));
  const sentences = [tellSchedule(sound), ...tellStories(told), ...survivals, ...tellCaveats(named)];
  return sentences
    .filter((parts) => parts.length > 0)
    .flatMap((parts, place) => (place === 0 ? parts : spaced(parts)));
}

function tellStories(lanes: readonly ToldLane[]): SentencePart[][] {
  if (lanes.length === 0) return [];
  // Without a request there is nothing to tell: no traffic hides anything.
  if (lanes.every(({ split }) => isNothing(split)))
    return [[plain(say('So nothing is known of what these ways of ending cost.'))]];
  const hidden = lanes.every(({ split }) => split['in-flight'].total === 0);
  const explained = lanes.find(({ split }) => split['in-flight'].total > 0)?.split['in-flight'].total;
  const stories = lanes.map((lane) => ({ lane, text: tellLane(lane, hidden, true) }));
  const intro = hidden
    ? [plain(say('Nothing was in flight when the signal came: this traffic hides the problem.'))]
    : [];
  const [first] = stories;
  if (first !== undefined && lanes.length > 1 && stories.every(({ text }) => sameText(text, first.text))) {
    const names = enumerate(lanes.map(({ name }) => name));
    return [intro, tellAlike(names, first.text)];
  }
  let explainedOnce = false;
  const sentences = lanes.map((lane) => {
    const { total } = lane.split['in-flight'];
    const explain = !explainedOnce || total !== explained;
    explainedOnce ||= total > 0;
    return headed(lane.name, tellLane(lane, hidden, explain));
  });
  return [intro, ...sentences];
}

/** What several lanes did, each of them. */
function tellAlike(lanes: string, parts: readonly SentencePart[]): SentencePart[] {
  if (parts.length === 0) return toned(said('{lanes} came out alike.', { lanes }));
  return [...toned(said('{lanes} came out alike: each ', { lanes })), ...stop(parts)];
}

/** What a lane did, without its name: the requests in flight, then those that were on their way or came later. */
function tellLane({ split }: ToldLane, hidden: boolean, explain: boolean): SentencePart[] {
  const before = tellInFlight(split['in-flight'], explain);
  const after = tellAfter(addPhases(split.connecting, split.after));
  if (before.length === 0 && hidden) return after;
  const first = before.length > 0 ? before : [plain(say('had nothing in flight'))];
  return after.length === 0 ? first : [...first, plain(say(', then ')), ...after];
}

/** A lane's name belongs to the first thing that it did, and takes its tone. */
function headed(name: string, parts: SentencePart[]): SentencePart[] {
  const [first, ...rest] = parts;
  if (first === undefined) return toned(said('{lane} had no request after it either.', { lane: name }));
  return stop([{ text: `${name} ${first.text}`, tone: first.tone }, ...rest]);
}

function isNothing(split: ToldLane['split']): boolean {
  return Object.values(split).every(({ total }) => total === 0);
}

function nameLanes(lanes: readonly ComparedLane[]): { name: string; lane: ComparedLane }[] {
  const unique = new Set(lanes.map(({ label }) => label)).size === lanes.length;
  return lanes.map((lane) => ({ name: unique ? lane.label : `${lane.label} (${lane.laneId.toUpperCase()})`, lane }));
}

function sameText(a: readonly SentencePart[], b: readonly SentencePart[]): boolean {
  return a.map(({ text }) => text).join('') === b.map(({ text }) => text).join('');
}

function plain(text: string): SentencePart {
  return { text, tone: 'plain' };
}

/** Ends a sentence with a full stop. */
function stop(parts: readonly SentencePart[]): SentencePart[] {
  return parts.length === 0 ? [] : [...parts, plain('.')];
}

function spaced(parts: readonly SentencePart[]): SentencePart[] {
  return [plain(' '), ...parts];
}
