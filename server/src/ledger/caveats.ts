import type { SentencePart } from '#protocol/run.ts';
import type { ComparedLane } from './compared-lane.ts';
import { isSettled } from './compared-lane.ts';
import { phaseAt } from './flight.ts';
import { gaveUpEarly } from './lane-facts.ts';
import { signalMoment } from './signal-moment.ts';
import { isLost } from './tally.ts';
import { enumerate, requests } from './wording.ts';

interface NamedLane {
  name: string;
  lane: ComparedLane;
}

/** What the stories of the lanes leave out and a learner must know before believing them. Each a sentence of its own. */
export function tellCaveats(lanes: readonly NamedLane[]): SentencePart[][] {
  const sound = lanes.filter(({ lane }) => lane.failed !== true);
  return [
    ...sound.flatMap(tellEndedUnasked),
    ...sound.flatMap(tellLostBefore),
    tellExitZero(sound),
    ...sound.flatMap(tellServerErrors),
    ...sound.flatMap(tellNotSent),
    ...sound.flatMap(tellUnknown),
    ...sound.flatMap(tellRemoved),
    ...lanes.filter(({ lane }) => lane.failed === true).map(({ name }) => bad(`${name} failed: it proves nothing.`)),
    tellMissing(sound),
  ];
}

function tellEndedUnasked({ name, lane: { facts, counts } }: NamedLane): SentencePart[][] {
  if (facts.terminatedAt !== null || facts.exit === null) return [];
  const who = { lab: 'by the lab', outside: 'from outside the lab', itself: 'by its own program', unknown: '' };
  const how = who[facts.exit.endedBy];
  const by = how === '' ? 'without a termination' : `without a termination, ${how}`;
  const lost = counts.lost.total === 0 ? '.' : `, and lost ${requests(counts.lost.total)}.`;
  return [[{ text: `${name} was ended ${by}${lost}`, tone: counts.lost.total === 0 ? 'plain' : 'bad' }]];
}

function tellLostBefore({ name, lane: { facts } }: NamedLane): SentencePart[][] {
  const moment = signalMoment(facts);
  if (moment === null) return [];
  const over = facts.rows.filter((row) => phaseAt(row, moment) === 'over');
  const lost = over.filter(isLost).length;
  const refused = over.filter((row) => row.outcome === 'refused').length;
  const fates = [...(lost > 0 ? [`lost ${lost}`] : []), ...(refused > 0 ? [`refused ${refused}`] : [])];
  if (fates.length === 0) return [];
  return [[{ text: `${name} ${enumerate(fates)} before the signal came.`, tone: lost > 0 ? 'bad' : 'plain' }]];
}

function tellExitZero(lanes: readonly NamedLane[]): SentencePart[] {
  const deceiving = lanes.filter(
    ({ lane }) => lane.facts.exit?.exitCode === 0 && lane.counts.lost.total > untold(lane),
  );
  if (deceiving.length === 0) return [];
  const verb = deceiving.length === 1 ? 'exited' : 'each exited';
  return plain(
    `${enumerate(deceiving.map(({ name }) => name))} ${verb} with 0 all the same: the exit code hides the loss.`,
  );
}

function tellServerErrors({ name, lane: { counts } }: NamedLane): SentencePart[][] {
  if (counts.serverErrors === 0) return [];
  return [bad(`${name} answered ${requests(counts.serverErrors)} with a server error.`)];
}

function tellNotSent({ name, lane: { counts } }: NamedLane): SentencePart[][] {
  if (counts.notSent === 0) return [];
  const were = counts.notSent === 1 ? 'was' : 'were';
  return [plain(`${requests(counts.notSent)} for ${name} ${were} never sent.`)];
}

function tellRemoved({ name, lane: { facts } }: NamedLane): SentencePart[][] {
  if (!facts.removed) return [];
  return [plain(`The run was finished before ${name} had ended: how that would have come out is not known.`)];
}

/** What was lost and cannot be sorted although all is known that will be. While the log is still read, that is said instead. */
function tellUnknown({ name, lane }: NamedLane): SentencePart[][] {
  const { unknown } = lane.counts.lost;
  if (unknown === 0 || !lane.facts.logComplete) return [];
  const were = unknown === 1 ? 'it was' : 'they were';
  const doubt = `it cannot be told whether ${were} refused late or waited unread: a proxy accepted the connection.`;
  return [plain(`For ${requests(unknown)} lost by ${name} ${doubt}`)];
}

function tellMissing(lanes: readonly NamedLane[]): SentencePart[] {
  const missing = lanes.flatMap(({ name, lane }) =>
    isSettled(lane) || lane.facts.removed ? [] : [`${name} ${missingOf(lane)}`],
  );
  return missing.length === 0 ? [] : plain(`Provisional: ${enumerate(missing)}.`);
}

function missingOf({ facts, counts }: ComparedLane): string {
  if (facts.exit === null) return facts.terminatedAt === null ? 'was not terminated' : 'has not ended';
  if (!facts.logComplete) return 'has log lines still to be read';
  return `has ${requests(counts.inFlight)} still waiting`;
}

/** Losses that may be refusals, or the lab's own impatience: they are no reason to call an exit code deceiving. */
function untold({ facts, counts }: ComparedLane): number {
  return counts.lost.unknown + facts.rows.filter((row) => gaveUpEarly(row, facts)).length;
}

function plain(text: string): SentencePart[] {
  return [{ text, tone: 'plain' }];
}

function bad(text: string): SentencePart[] {
  return [{ text, tone: 'bad' }];
}
