import { decimal } from '#protocol/language/decimal.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, saidCount, say } from '#protocol/language/say.ts';
import type { LaneSpread, RepeatRecord } from '#protocol/repeat.ts';
import type { SentencePart } from '#protocol/run.ts';
import { lostOf, shareNotRuledOut, spreadOf } from './spread.ts';
import { toned } from './toned.ts';
import { enumerate } from './wording.ts';

type Told = Pick<RepeatRecord, 'status' | 'trials' | 'lanes' | 'results'>;
type LaneName = Told['lanes'][number];

/**
 * What a repeat showed, in words: `In 10 trials docker kill lost 2 to 4 requests, median 3; SIGTERM kill lost 1 every time.` It
 * speaks of the trials that were measured and says what they do not show.
 */
export function tellRepeat(repeat: Told): SentencePart[] {
  const { lanes, results } = repeat;
  const spread = spreadOf(
    lanes.map(({ id }) => id),
    results,
  );
  const n = spread[0]?.n ?? 0;
  const sentences = [
    n === 0 ? tellNone(repeat) : tellLost(repeat, spread, n),
    tellPairs(lanes, repeat, n),
    n === 1 ? plain(say('One trial is an anecdote.')) : [],
    tellNotRuledOut(lanes, spread, n),
    ...lanes.map((lane) => tellUnknown(lane, repeat)),
    tellUncounted(repeat),
  ].filter((parts) => parts.length > 0);
  return sentences.flatMap((parts, place) => (place === 0 ? parts : [...plain(' '), ...parts]));
}

function tellNone({ status }: Told): SentencePart[] {
  return status === 'running' ? [] : plain(say('No trial was measured: nothing is known of what is lost.'));
}

function tellLost(repeat: Told, spread: readonly LaneSpread[], n: number): SentencePart[] {
  const stories = spread.flatMap((lane, place): SentencePart[] => {
    const label = repeat.lanes.find(({ id }) => id === lane.laneId)?.label ?? '';
    if (place === 0) return toned(lostFirst(label, lane));
    return [...plain('; '), ...toned(lostNext(label, lane))];
  });
  return [...plain(`${scope(repeat, n)} `), ...stories, ...plain('.')];
}

/** Which trials are spoken of. */
function scope({ status, trials }: Told, n: number): string {
  if (status === 'running') return say('So far, in {n} of {trials} trials,', { n, trials });
  if (n === trials) return say('In {n} trials', { n });
  if (n === 1) return say('In the one measured trial of {trials}', { trials });
  return say('In {n} measured trials of {trials}', { n, trials });
}

/** What the lane lost that is named first: requests. */
function lostFirst(lane: string, { n, min, max, median }: LaneSpread): Said {
  if (max === 0) return said('{lane} <good>lost no request</good>', { lane });
  if (n === 1) {
    return saidCount(max, '{lane} <bad>lost {count} request</bad>', '{lane} <bad>lost {count} requests</bad>', {
      lane,
    });
  }
  if (min === max) {
    return saidCount(
      max,
      '{lane} <bad>lost {count} request every time</bad>',
      '{lane} <bad>lost {count} requests every time</bad>',
      { lane },
    );
  }
  return saidCount(
    max,
    '{lane} <bad>lost {min} to {count} request</bad>, median {median}',
    '{lane} <bad>lost {min} to {count} requests</bad>, median {median}',
    { lane, min, median: decimal(`${median}`) },
  );
}

/** What another lane lost. */
function lostNext(lane: string, { n, min, max, median }: LaneSpread): Said {
  if (max === 0) return said('{lane} <good>lost none</good>', { lane });
  if (n === 1) return said('{lane} <bad>lost {max}</bad>', { lane, max });
  if (min === max) return said('{lane} <bad>lost {max} every time</bad>', { lane, max });
  const values = { lane, min, max, median: decimal(`${median}`) };
  return said('{lane} <bad>lost {min} to {max}</bad>, median {median}', values);
}

/** The two lanes of a trial had the same traffic and the same moment: they can be compared trial by trial. */
function tellPairs(lanes: readonly LaneName[], { results }: Told, n: number): SentencePart[] {
  const [a, b] = lanes;
  if (a === undefined || b === undefined || lanes.length !== 2 || n < 2) return [];
  const others = lostOf(b.id, results);
  const differences = lostOf(a.id, results).map((lost, place) => lost - (others[place] ?? Number.NaN));
  const more = differences.filter((difference) => difference > 0).length;
  const fewer = differences.filter((difference) => difference < 0).length;
  if (more === n) return plain(say('{lane} lost more each time.', { lane: a.label }));
  if (fewer === n) return plain(say('{lane} lost more each time.', { lane: b.label }));
  if (more + fewer === 0) return plain(say('Both lost the same each time.'));
  const parts = [
    ...(more > 0 ? [say('{lane} lost more in {trials}', { lane: a.label, trials: more })] : []),
    ...(fewer > 0 ? [say('{lane} lost more in {trials}', { lane: b.label, trials: fewer })] : []),
    ...(more + fewer < n ? [say('both lost the same in {trials}', { trials: n - more - fewer })] : []),
  ];
  return plain(say('{parts} of them.', { parts: enumerate(parts) }));
}

/** What did not happen in a few trials may happen in the next one. */
function tellNotRuledOut(lanes: readonly LaneName[], spread: readonly LaneSpread[], n: number): SentencePart[] {
  const clean = spread.filter(({ max }) => max === 0).map(({ laneId }) => laneId);
  if (n < 2 || clean.length === 0) return [];
  const names = lanes.filter(({ id }) => clean.includes(id)).map(({ label }) => label);
  const share = Math.ceil(shareNotRuledOut(n) * 100);
  return plain(
    say(
      'That {lanes} lost none in {n} trials does not rule it out: as many as {share} in 100 may still lose some (95 % confidence).',
      { lanes: enumerate(names), n, share },
    ),
  );
}

/** Only a proxy leaves a kind unknown in a trial that was measured: its lanes' logs were read to the end. */
function tellUnknown({ id, label }: LaneName, { results }: Told): SentencePart[] {
  const unknown = results
    .flatMap((trial) => (trial.state === 'measured' ? trial.lanes : []))
    .filter((lane) => lane.id === id)
    .reduce((sum, lane) => sum + lane.counts.lost.unknown, 0);
  if (unknown === 0) return [];
  return plain(
    say('Of what {lane} lost, {unknown} in all may have been refused late: a proxy accepted the connections.', {
      lane: label,
      unknown,
    }),
  );
}

function tellUncounted({ results }: Told): SentencePart[] {
  const broken = results.filter(({ state }) => state === 'broken').length;
  if (broken === 0) return [];
  const what = saidCount(
    broken,
    '<bad>{count} trial was broken and counts in nothing.</bad>',
    '<bad>{count} trials were broken and count in nothing.</bad>',
  );
  return toned(what);
}

function plain(text: string): SentencePart[] {
  return [{ text, tone: 'plain' }];
}
