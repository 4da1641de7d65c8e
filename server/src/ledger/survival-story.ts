import type { Survival } from '#protocol/lane.ts';
import { said, saidCount } from '#protocol/language/say.ts';
import type { SentencePart } from '#protocol/run.ts';
import type { LaneFacts } from './lane-facts.ts';
import { toned } from './toned.ts';
import { requests } from './wording.ts';

interface NamedFacts {
  name: string;
  facts: Pick<LaneFacts, 'survival'>;
}

/** What a service still had when it ran again, and what it did twice, in a sentence a lane; nothing of one that was not asked. */
export function tellSurvival(lanes: readonly NamedFacts[]): SentencePart[][] {
  return lanes.flatMap(({ name: lane, facts: { survival } }) => {
    if (survival === null) return [];
    if ('error' in survival)
      return [toned(said('What {lane} still had after a restart could not be asked.', { lane }))];
    return [[...kept(lane, survival), ...repeated(survival.retried), { text: '.', tone: 'plain' }]];
  });
}

type Answer = Extract<Survival, { acknowledged: number }>;

function kept(lane: string, { acknowledged, forgotten }: Answer): SentencePart[] {
  if (acknowledged === 0) {
    return toned(said('{lane} had acknowledged nothing that could be forgotten', { lane }));
  }
  if (forgotten === 0) {
    const all = saidCount(
      acknowledged,
      '<good>{lane} still had the 1</good> that it had acknowledged',
      '<good>{lane} still had all {count}</good> that it had acknowledged',
      { lane },
    );
    return toned(all);
  }
  if (forgotten === acknowledged) {
    const none = saidCount(
      acknowledged,
      '<bad>{lane} had forgotten the 1</bad> that it had acknowledged',
      '<bad>{lane} had forgotten all {count}</bad> that it had acknowledged',
      { lane },
    );
    return toned(none);
  }
  const values = { lane, forgotten, acknowledged };
  return toned(
    said('<bad>{lane} had forgotten {forgotten} of the {acknowledged}</bad> that it had acknowledged', values),
  );
}

function repeated(retried: Answer['retried']): SentencePart[] {
  if (retried === undefined || retried.sent === 0) return [];
  const sent = requests(retried.sent);
  if (retried.duplicated === 0) {
    return toned(said('; of {sent} that its client sent again, <good>none was done twice</good>', { sent }));
  }
  const doubled = saidCount(
    retried.duplicated,
    '; of {sent} that its client sent again, <bad>{count} was done twice</bad>',
    '; of {sent} that its client sent again, <bad>{count} were done twice</bad>',
    { sent },
  );
  return toned(doubled);
}
