import { describe, expect, test } from 'vitest';
import { expectationSchema } from '#protocol/expectation.ts';
import { isUsual, violations } from './claims.ts';
import { heldUp } from './held-up.ts';
import { lane, row } from './testing.ts';

const claim = (change: object = {}) =>
  expectationSchema.parse({ exitCode: 137, lost: [1, 2], forced: true, oomKilled: false, ...change });

describe('what a scenario claims', () => {
  test('is held where every range, exit, promise and line of the log is as claimed', () => {
    const all = {
      exitAfterMs: [10, 100],
      promises: { 'no-sigkill': 'broken' },
      logHas: ['listening'],
      logLacks: ['term'],
    };
    expect(violations(claim(all), lane())).toEqual([]);
  });

  test.each([
    [{ lost: [2, 3] }, 'lost: 2 to 3 is claimed, 1 was seen'],
    [{ exitCode: 0 }, 'exit code: 0 is claimed, 137 was seen'],
    [{ exitCode: 'never' }, 'exit code: none is claimed, 137 was seen'],
    [{ forced: false }, 'forced: false is claimed, true was seen'],
    [{ cameBack: true }, 'came back: true is claimed, false was seen'],
    [{ exitAfterMs: [60, 70] }, 'exit after (ms): 60 to 70 is claimed, 50 was seen'],
    [{ answeredAfter: [1, 9] }, 'answered after the signal: 1 to 9 is claimed, 0 was seen'],
    [{ duplicated: 0 }, 'done twice: 0 is claimed, null was seen'],
    [
      { promises: { 'no-sigkill': 'kept' } },
      'no-sigkill: kept is claimed, broken (It was the first thing sent.) was seen',
    ],
    [{ logHas: ['Shutting down'] }, 'the log lacks “Shutting down”'],
    [{ logLacks: ['listening'] }, 'the log has “listening”'],
  ])('is missed by %j, in words', (change, words) => {
    expect(violations(claim(change), lane())).toEqual([words]);
  });

  test('is never held by counts that do not add up, or that the rows contradict', () => {
    const { counts } = lane().view;
    expect(violations(claim(), lane({ counts: { ...counts, due: 4 } }))).toEqual([
      'due is 4, the outcomes add up to 3',
      'due is 4, and there are 3 rows',
    ]);
    const lost = { total: 2, unread: 0, interrupted: 1, unacknowledged: 0, unknown: 0 };
    const found = violations(claim(), lane({ counts: { ...counts, lost } }));
    expect(found).toEqual(['lost is 2, and 1 rows are cut or timed out']);
  });

  test('tells the usual from the possible', () => {
    expect(isUsual(claim(), lane())).toBe(true);
    expect(isUsual(claim({ usually: { lost: 1 } }), lane())).toBe(true);
    expect(isUsual(claim({ usually: { lost: 2 } }), lane())).toBe(false);
    expect(isUsual(claim({ usually: { promises: { 'no-sigkill': 'kept' } } }), lane())).toBe(false);
  });
});

test('a trial says nothing where the signal, or a request around it, came too late', () => {
  expect(heldUp([lane()])).toBeNull();
  expect(heldUp([lane({ acceptedAtMs: 700 })])).toBe('lane a: it took 450 ms to send the signal');
  const late = lane();
  expect(heldUp([{ ...late, rows: [row(2, { sentAt: 420 })] }])).toBe('lane a: request 2 was sent 220 ms late');
});
