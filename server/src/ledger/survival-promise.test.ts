import { expect, test } from 'vitest';
import { judgeAcknowledgedSurvives } from './survival-promise.ts';

const judged = (survival: Parameters<typeof judgeAcknowledgedSurvives>[0]['survival']) => {
  const { state, evidence, rows } = judgeAcknowledgedSurvives({ survival });
  return { state, evidence, rows };
};
const askedAtMs = 5_000;

test('is unknown where nobody asked, and where the service could not be asked', () => {
  expect(judged(null)).toMatchObject({ state: 'unknown', rows: [] });
  expect(judged({ askedAtMs, error: 'it did not start' })).toMatchObject({
    state: 'unknown',
    evidence: expect.stringContaining('it did not start'),
  });
});

test('is broken by one forgotten request, and names those that are gone', () => {
  expect(judged({ askedAtMs, acknowledged: 9, forgotten: 1, rows: [4] })).toEqual({
    state: 'broken',
    evidence: '1 of the 9 acknowledged requests were gone after a restart: 4.',
    rows: [4],
  });
  expect(judged({ askedAtMs, acknowledged: 2, forgotten: 2, rows: [1, 2] }).evidence).toMatch(/^All of the 2 /);
});

test('is kept where all of it is there, and says where there was nothing to keep', () => {
  expect(judged({ askedAtMs, acknowledged: 9, forgotten: 0, rows: [] }).state).toBe('kept');
  expect(judged({ askedAtMs, acknowledged: 0, forgotten: 0, rows: [] }).evidence).toContain('proves little');
});

test('says what came of the requests that were sent again', () => {
  const kept = { askedAtMs, acknowledged: 9, forgotten: 0, rows: [] };
  const again = (retried: { sent: number; answered: number; duplicated: number; duplicates: number[] }) =>
    judged({ ...kept, retried })
      .evidence.split('. ')
      .slice(1)
      .join('. ');
  expect(again({ sent: 0, answered: 0, duplicated: 0, duplicates: [] })).toBe(
    'The client had lost nothing that it could send again.',
  );
  expect(again({ sent: 1, answered: 1, duplicated: 1, duplicates: [14] })).toBe(
    'The client sent 1 lost request again: 1 was done twice (14).',
  );
  expect(again({ sent: 4, answered: 4, duplicated: 2, duplicates: [14, 15] })).toBe(
    'The client sent 4 lost requests again: 2 were done twice (14, 15).',
  );
  expect(again({ sent: 4, answered: 4, duplicated: 0, duplicates: [] })).toBe(
    'The client sent 4 lost requests again: none was done twice.',
  );
});

test('does not pass over requests that were sent again and not answered', () => {
  const retried = { sent: 4, answered: 1, duplicated: 0, duplicates: [] };
  const { evidence } = judged({ askedAtMs, acknowledged: 9, forgotten: 1, rows: [3], retried });
  expect(evidence).toContain('were gone after a restart: 3.');
  expect(evidence).toContain('sent 4 lost requests again, and 1 was answered: none was done twice.');
});
