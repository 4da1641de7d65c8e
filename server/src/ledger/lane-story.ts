import type { SentencePart } from '#protocol/run.ts';
import type { PhaseCounts } from './flight.ts';

/** What became of the requests in flight: `cut all 3`, `answered 1 and cut 7 of the 8`. Nothing in flight gives an empty story. */
export function tellInFlight(counts: PhaseCounts, explain: boolean): SentencePart[] {
  const { total } = counts;
  const fates = fatesOf(counts);
  const [only] = fates;
  if (only === undefined) return [];
  const whole = total === 1 ? 'the 1' : `all ${total}`;
  const was = total === 1 ? 'was' : 'were';
  const suffix = explain ? ` that ${was} in flight` : '';
  if (fates.length === 1) return [{ text: only.say(whole), tone: only.tone }, ...plain(suffix)];
  return [...joined(fates), ...plain(` of the ${total}${suffix}`)];
}

/** What became of the requests that were not yet written at the signal or came after it. */
export function tellAfter(counts: PhaseCounts): SentencePart[] {
  const fates = fatesOf(counts);
  const [only] = fates;
  if (only === undefined) return [];
  if (counts.total === 1) return [{ text: only.say('the 1'), tone: only.tone }, ...plain(' that came next')];
  return [...joined(fates), ...plain(' that came later')];
}

/** Adds up what became of several phases. */
export function addPhases(a: PhaseCounts, b: PhaseCounts): PhaseCounts {
  return {
    total: a.total + b.total,
    answered: a.answered + b.answered,
    cut: a.cut + b.cut,
    untold: a.untold + b.untold,
    timedOut: a.timedOut + b.timedOut,
    givenUp: a.givenUp + b.givenUp,
    refused: a.refused + b.refused,
    open: a.open + b.open,
  };
}

interface Fate {
  count: number;
  tone: SentencePart['tone'];
  say: (whom: string) => string;
}

function fatesOf({ answered, cut, timedOut, givenUp, refused, untold, open }: PhaseCounts): Fate[] {
  const fates: Fate[] = [
    { count: answered, tone: 'good', say: (whom) => `answered ${whom}` },
    { count: cut, tone: 'bad', say: (whom) => `cut ${whom}` },
    { count: timedOut, tone: 'bad', say: (whom) => `left ${whom} unanswered` },
    { count: refused, tone: 'plain', say: (whom) => `refused ${whom}` },
    { count: untold, tone: 'plain', say: (whom) => `cut or refused ${whom}` },
    { count: givenUp, tone: 'plain', say: (whom) => `still kept ${whom} waiting` },
    { count: open, tone: 'plain', say: (whom) => `still keeps ${whom} waiting` },
  ];
  return fates.filter(({ count }) => count > 0);
}

function joined(fates: readonly Fate[]): SentencePart[] {
  return fates.flatMap(({ count, tone, say }, place) => {
    const glue = place === 0 ? '' : place === fates.length - 1 ? ' and ' : ', ';
    return [...plain(glue), { text: say(String(count)), tone }];
  });
}

function plain(text: string): SentencePart[] {
  return text === '' ? [] : [{ text, tone: 'plain' }];
}
