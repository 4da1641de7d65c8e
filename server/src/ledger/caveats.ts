import type { Exit } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, saidCount, say, sayCount } from '#protocol/language/say.ts';
import type { SentencePart } from '#protocol/run.ts';
import { phaseAt, signalMoment } from '#protocol/signal-moment.ts';
import type { ComparedLane } from './compared-lane.ts';
import { isSettled, isSound } from './compared-lane.ts';
import { gaveUpEarly } from './lane-facts.ts';
import { isLost, isServerError } from './tally.ts';
import { toned } from './toned.ts';
import { duration, enumerate, requests } from './wording.ts';

/**
 * A request that the lab sends so many milliseconds after it was due came at another moment of the container's life than the
 * scenario means: a third of what a handler of the first scenario takes.
 */
const HELD_UP_MS = 100;

interface NamedLane {
  name: string;
  lane: ComparedLane;
}

/** What the stories of the lanes leave out and a learner must know before believing them. Each a sentence of its own. */
export function tellCaveats(lanes: readonly NamedLane[]): SentencePart[][] {
  const sound = lanes.filter(({ lane }) => isSound(lane));
  return [
    ...sound.flatMap(tellEndedUnasked),
    ...sound.flatMap(tellLostBefore),
    tellExitZero(sound),
    ...sound.flatMap(tellServerErrors),
    ...sound.flatMap(tellNotSent),
    tellHeldUp(sound),
    ...sound.flatMap(tellUnknown),
    ...sound.flatMap(tellRemoved),
    ...lanes.flatMap(tellUnsound),
    tellMissing(sound),
  ];
}

function tellUnsound({ name, lane }: NamedLane): SentencePart[][] {
  if (isSound(lane)) return [];
  const what =
    lane.failed === true
      ? said('<bad>{lane} failed: it proves nothing.</bad>', { lane: name })
      : said('<bad>{lane} was not observed to its end: it proves nothing.</bad>', { lane: name });
  return [toned(what)];
}

function tellEndedUnasked({ name: lane, lane: { facts, counts } }: NamedLane): SentencePart[][] {
  if (facts.terminatedAt !== null || facts.exit === null) return [];
  const how = UNASKED[facts.exit.endedBy];
  const { total } = counts.lost;
  if (total === 0) return [plain(say('{lane} was ended {how}.', { lane, how }))];
  return [toned(said('<bad>{lane} was ended {how}, and lost {lost}.</bad>', { lane, how, lost: requests(total) }))];
}

const UNASKED: Record<Exit['endedBy'], Said> = {
  lab: said('without a termination, by the lab'),
  outside: said('without a termination, from outside the lab'),
  itself: said('without a termination, by its own program'),
  unknown: said('without a termination'),
};

function tellLostBefore({ name: lane, lane: { facts } }: NamedLane): SentencePart[][] {
  const moment = signalMoment(facts);
  if (moment === null) return [];
  const over = facts.rows.filter((row) => phaseAt(row, moment) === 'over');
  const lost = over.filter(isLost).length;
  const refused = over.filter((row) => row.outcome === 'refused').length;
  if (lost > 0 && refused > 0) {
    const values = { lane, lost, refused };
    return [toned(said('<bad>{lane} lost {lost} and refused {refused} before the signal came.</bad>', values))];
  }
  if (lost > 0) return [toned(said('<bad>{lane} lost {lost} before the signal came.</bad>', { lane, lost }))];
  return refused > 0 ? [plain(say('{lane} refused {refused} before the signal came.', { lane, refused }))] : [];
}

function tellExitZero(all: readonly NamedLane[]): SentencePart[] {
  const deceiving = all.filter(
    ({ lane }) => lane.facts.exit?.exitCode === 0 && lane.counts.lost.total > untold(lane),
  );
  if (deceiving.length === 0) return [];
  const lanes = enumerate(deceiving.map(({ name }) => name));
  return plain(
    sayCount(
      deceiving.length,
      '{lanes} exited with 0 all the same: the exit code hides the loss.',
      '{lanes} each exited with 0 all the same: the exit code hides the loss.',
      { lanes },
    ),
  );
}

/** Those before the signal: of the others the lane's own story tells. */
function tellServerErrors({ name: lane, lane: { facts } }: NamedLane): SentencePart[][] {
  const moment = signalMoment(facts) ?? Number.POSITIVE_INFINITY;
  const failed = facts.rows.filter((row) => isServerError(row) && phaseAt(row, moment) === 'over').length;
  if (failed === 0) return [];
  const what =
    moment === Number.POSITIVE_INFINITY
      ? saidCount(
          failed,
          '<bad>{lane} answered {count} request with a server error.</bad>',
          '<bad>{lane} answered {count} requests with a server error.</bad>',
          { lane },
        )
      : saidCount(
          failed,
          '<bad>{lane} answered {count} request with a server error before the signal came.</bad>',
          '<bad>{lane} answered {count} requests with a server error before the signal came.</bad>',
          { lane },
        );
  return [toned(what)];
}

function tellNotSent({ name: lane, lane: { counts } }: NamedLane): SentencePart[][] {
  if (counts.notSent === 0) return [];
  const text = sayCount(
    counts.notSent,
    '{count} request for {lane} was never sent.',
    '{count} requests for {lane} were never sent.',
    { lane },
  );
  return [plain(text)];
}

/** What the lab, or the machine that it shares with the containers, did to the experiment. */
function tellHeldUp(lanes: readonly NamedLane[]): SentencePart[] {
  const late = lanes.flatMap(({ name, lane: { facts } }) => {
    const delays = facts.rows
      .map(({ dueAt, sentAt }) => (sentAt === null ? 0 : sentAt - dueAt))
      .filter((delay) => delay > HELD_UP_MS);
    return delays.length === 0 ? [] : [{ name, count: delays.length, most: delays.reduce((a, b) => Math.max(a, b)) }];
  });
  if (late.length === 0) return [];
  const which = late.map(({ name, count }) =>
    sayCount(count, '{count} request for {lane}', '{count} requests for {lane}', { lane: name }),
  );
  const most = Math.max(...late.map((lane) => lane.most));
  return plain(
    sayCount(
      late.reduce((sum, { count }) => sum + count, 0),
      'The lab itself was held up: {which} was sent more than {limit} late, by up to {most}.',
      'The lab itself was held up: {which} were sent more than {limit} late, by up to {most}.',
      { which: enumerate(which), limit: duration(HELD_UP_MS), most: duration(most) },
    ),
  );
}

function tellRemoved({ name: lane, lane: { facts } }: NamedLane): SentencePart[][] {
  if (!facts.removed) return [];
  const text = say('The run was finished before {lane} had ended: how that would have come out is not known.', {
    lane,
  });
  return [plain(text)];
}

/** What was lost and cannot be sorted although all is known that will be. While the log is still read, that is said instead. */
function tellUnknown({ name, lane }: NamedLane): SentencePart[][] {
  const { unknown } = lane.counts.lost;
  if (unknown === 0 || !lane.facts.logComplete) return [];
  const doubt = lane.facts.balanced
    ? sayCount(
        unknown,
        'For {count} request lost by {lane} it cannot be told whether it waited unread or never left the balancer.',
        'For {count} requests lost by {lane} it cannot be told whether they waited unread or never left the balancer.',
        { lane: name },
      )
    : sayCount(
        unknown,
        'For {count} request lost by {lane} it cannot be told whether it was refused late or waited unread: a proxy accepted the connection.',
        'For {count} requests lost by {lane} it cannot be told whether they were refused late or waited unread: a proxy accepted the connection.',
        { lane: name },
      );
  return [plain(doubt)];
}

function tellMissing(lanes: readonly NamedLane[]): SentencePart[] {
  const missing = lanes.flatMap(({ name, lane }) =>
    isSettled(lane) || lane.facts.removed ? [] : [missingOf(name, lane)],
  );
  return missing.length === 0 ? [] : plain(say('Provisional: {missing}.', { missing: enumerate(missing) }));
}

function missingOf(lane: string, { facts, counts }: ComparedLane): string {
  if (facts.exit === null) {
    return facts.terminatedAt === null
      ? say('{lane} was not terminated', { lane })
      : say('{lane} has not ended', { lane });
  }
  if (!facts.logComplete) return say('{lane} has log lines still to be read', { lane });
  return sayCount(
    counts.inFlight,
    '{lane} has {count} request still waiting',
    '{lane} has {count} requests still waiting',
    { lane },
  );
}

/** Losses that may be refusals, or the lab's own impatience: they are no reason to call an exit code deceiving. */
function untold({ facts, counts }: ComparedLane): number {
  return counts.lost.unknown + facts.rows.filter((row) => gaveUpEarly(row, facts)).length;
}

function plain(text: string): SentencePart[] {
  return [{ text, tone: 'plain' }];
}
