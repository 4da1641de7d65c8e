import { expect, test } from 'vitest';
import { compare } from './comparison.ts';
import { lostKind } from './lost-kind.ts';
import { cutAt, facts, lane, row, timedOutAt } from './testing.ts';
import { judge } from './verdict.ts';

const promise = (id: string, rows: Parameters<typeof facts>[0], balanced: boolean) =>
  judge(facts(rows, { balanced })).promises.find((each) => each.id === id);
const sentence = (...lanes: ReturnType<typeof lane>[]) =>
  compare(lanes)
    .sentence.map(({ text, tone }) => (tone === 'plain' ? text : `[${tone}]${text}[/${tone}]`))
    .join('');

test.each([502, 503, 504])(
  'a balancer’s %i in the service’s place breaks the promise to answer what was in flight',
  (status) => {
    const rows = [row(1, 950), row(2, 960, { status })];
    expect(promise('in-flight-answered', rows, true)).toMatchObject({
      state: 'broken',
      evidence: '1 of the 2 requests in flight was not answered: 2.',
      rows: [2],
    });
    // Without a balancer the service said that itself.
    expect(promise('in-flight-answered', rows, false)).toMatchObject({ state: 'kept' });
  },
);

test('a 500 is the service’s own answer, behind a balancer too', () => {
  const kept = promise('in-flight-answered', [row(1, 950, { status: 500 })], true);
  expect(kept).toMatchObject({ state: 'kept', evidence: expect.stringContaining('But 1 with a server error.') });
});

test('connections that were all answered, some with a server error, are not told as if all were well', () => {
  const rows = [row(1, 950), row(2, 1_100, { status: 502 }), row(3, 400, { status: 500 })];
  expect(promise('no-connection-cut', rows, true)).toMatchObject({
    state: 'kept',
    // What came before the signal is not the signal's.
    evidence: 'Every connection that was made got a whole answer. But 2 with a server error.',
  });
});

test('the story says how many were turned away with a server error, and by which lane', () => {
  const told = sentence(
    lane(
      'a',
      'at once',
      [row(1, 950), row(2, 1_100, { status: 502 }), row(3, 1_200, { status: 502 }), row(4, 1_300)],
      { balanced: true },
    ),
    lane('b', 'after a wait', [row(1, 950), row(2, 1_100), row(3, 1_200), row(4, 1_300)], { balanced: true }),
  );
  expect(told).toContain('[good]at once answered the 1[/good] that was in flight, then [good]answered 1[/good]');
  expect(told).toContain('[bad]turned 2 away with a server error[/bad] that came later');
  expect(told.match(/server error/g)).toHaveLength(1);
});

test('what a balancer had accepted and no replica wrote of did not wait unread for all that anybody knows', () => {
  const rows = [
    row(1, 950, cutAt(1_010)),
    row(2, 960, timedOutAt(1_400)),
    row(3, 970, { ...cutAt(1_010), evidence: 'received', receivedAt: 971 }),
  ];
  const balanced = lane('a', 'at once', rows, { balanced: true });
  expect(balanced.counts.lost).toEqual({ total: 3, unread: 0, interrupted: 1, unacknowledged: 0, unknown: 2 });
  expect(lane('a', 'at once', rows).counts.lost).toMatchObject({ unread: 2, unknown: 0 });
  const context = { logComplete: true, proxied: false };
  expect(rows.map((each) => lostKind(each, { ...context, balanced: true }))).toEqual([
    'unknown',
    'unknown',
    'interrupted',
  ]);
  expect(rows.map((each) => lostKind(each, context))).toEqual(['unread', 'unread', 'interrupted']);
  expect(sentence(balanced)).toContain(
    'For 2 requests lost by at once it cannot be told whether they waited unread or never left the balancer.',
  );
});
