import { expect, test } from 'vitest';
import { requestRow } from './request-row.fixture.ts';
import { rowFacts, rowSentence } from './row-text.ts';

const moments = { origin: 1_000, terminatedAt: 1_000, exitedAt: 1_300 };
const lost = { outcome: 'cut', sight: 'reset', status: null, errorCode: 'ECONNRESET' } as const;

test('says when a request was due, what the connection saw and what the server’s log says', () => {
  expect(rowFacts(requestRow({ dueAt: 959, endedAt: 1_259 }), moments)).toEqual([
    'due −41 ms',
    '201 after 300 ms',
    'server’s log: stored',
    'connected in 0.0 ms',
  ]);
});

test.each([
  [requestRow({ dueAt: 900, endedAt: 1_200 }), 'In flight at the signal; answered.'],
  [requestRow({ dueAt: 500 }), 'Over before the signal; answered.'],
  [
    requestRow({ ...lost, dueAt: 900, endedAt: 1_010, evidence: 'received' }),
    'In flight at the signal; connected, then cut while the server handled it.',
  ],
  [
    requestRow({ ...lost, dueAt: 1_041, endedAt: 1_050, evidence: 'none' }),
    'Sent 41 ms after the signal; connected, then cut: the server’s log never names it.',
  ],
  [
    requestRow({ ...lost, dueAt: 900, endedAt: 1_010, evidence: 'stored' }),
    'In flight at the signal; connected, then cut although stored: a retry would duplicate it.',
  ],
  [
    requestRow({
      dueAt: 1_400,
      outcome: 'refused',
      status: null,
      sight: 'connect-error',
      connectedAt: null,
      evidence: 'none',
    }),
    'Sent 100 ms after the exit; never connected, so not lost: safe to retry.',
  ],
])('%#: %s', (row, sentence) => {
  expect(rowSentence(row, moments)).toBe(sentence);
});
