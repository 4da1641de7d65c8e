import { said } from '#protocol/language/say.ts';
import type { SentencePart } from '#protocol/run.ts';
import type { Fate } from './fates.ts';
import { FATES } from './fates.ts';
import type { PhaseCounts } from './flight.ts';
import { toned } from './toned.ts';
import { and } from './wording.ts';

/** What became of the requests in flight: `cut all 3`, `answered 1 and cut 7 of the 8`. Nothing in flight gives an empty story. */
export function tellInFlight(counts: PhaseCounts, explain: boolean): SentencePart[] {
  const { total } = counts;
  const fates = fatesOf(counts);
  const [only] = fates;
  if (only === undefined) return [];
  if (fates.length === 1) return toned(explain ? only.inFlight(total) : only.all(total));
  const whole = explain ? said(' of the {total} that were in flight', { total }) : said(' of the {total}', { total });
  return [...joined(fates, counts), ...toned(whole)];
}

/** What became of the requests that were not yet written at the signal or came after it. */
export function tellAfter(counts: PhaseCounts): SentencePart[] {
  const fates = fatesOf(counts);
  const [only] = fates;
  if (only === undefined) return [];
  if (counts.total === 1) return toned(only.next);
  return [...joined(fates, counts), ...toned(said(' that came later'))];
}

/** Adds up what became of several phases. */
export function addPhases(a: PhaseCounts, b: PhaseCounts): PhaseCounts {
  return {
    total: a.total + b.total,
    answered: a.answered + b.answered,
    failed: a.failed + b.failed,
    cut: a.cut + b.cut,
    untold: a.untold + b.untold,
    timedOut: a.timedOut + b.timedOut,
    givenUp: a.givenUp + b.givenUp,
    refused: a.refused + b.refused,
    open: a.open + b.open,
  };
}

function fatesOf(counts: PhaseCounts): Fate[] {
  return FATES.filter(({ kind }) => counts[kind] > 0);
}

function joined(fates: readonly Fate[], counts: PhaseCounts): SentencePart[] {
  return fates.flatMap(({ kind, some }, place): SentencePart[] => {
    const glue = place === fates.length - 1 ? and() : ', ';
    return [...(place === 0 ? [] : [{ text: glue, tone: 'plain' as const }]), ...toned(some(counts[kind]))];
  });
}
