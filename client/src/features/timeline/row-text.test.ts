import { describe, expect, test } from 'vitest';
import type { RequestRow } from '#protocol/request.ts';
import { lateKill, moments } from './lane-moments.fixture.ts';
import type { LaneMoments } from './lane-moments.ts';
import { requestRow } from './request-row.fixture.ts';
import { rowFacts, rowSentence } from './row-text.ts';

type Case = [row: Partial<RequestRow>, lane: LaneMoments, sentence: string];

const cut = { outcome: 'cut', sight: 'reset', status: null, errorCode: 'ECONNRESET' } as const;
const gone = { outcome: 'timed-out', sight: 'timeout', status: null } as const;
const refused = {
  outcome: 'refused',
  sight: 'connect-error',
  status: null,
  connectedAt: null,
  writtenAt: null,
} as const;
const waits = { outcome: null, sight: null, status: null, endedAt: null, evidence: 'none' } as const;
const notSent = { ...refused, outcome: 'not-sent', sentAt: null } as const;
const noSignal = moments({ terminatedAt: null, acceptedAt: null, exitedAt: null });
const byItself = moments({ terminatedAt: null, acceptedAt: null });
const running = moments({ exitedAt: null, logComplete: false });

const says = (cases: Case[]) =>
  test.each(cases)('%#: %o', (change, lane, sentence) => {
    expect(rowSentence(requestRow(change), lane)).toBe(sentence);
  });

describe('answered', () => {
  says([
    [{ dueAt: 500 }, noSignal, 'Before any signal; answered in 100 ms.'],
    [{ dueAt: 500 }, moments(), 'Over before the signal; answered in 100 ms.'],
    [{ dueAt: 900, endedAt: 1_180 }, moments(), 'In flight at the signal; answered 180 ms after it.'],
    [
      { dueAt: 990, writtenAt: 1_005, endedAt: 1_180 },
      moments(),
      'Connecting at the signal; answered 180 ms after it.',
    ],
    [
      { dueAt: 1_004, endedAt: 1_200 },
      moments(),
      'Sent 4 ms after the signal was sent, before the engine had carried it out; answered in 196 ms.',
    ],
    [{ dueAt: 1_040, endedAt: 1_200 }, moments(), 'Sent 40 ms after the signal; answered in 160 ms.'],
    [
      { dueAt: 1_050, endedAt: 1_250 },
      lateKill,
      'Sent 50 ms after SIGKILL was sent, over before it came; answered in 200 ms.',
    ],
    [
      { dueAt: 900, endedAt: 1_200, status: 503 },
      moments({ cameAt: 1_000 }),
      'In flight at the signal; answered 200 ms after it with status 503: answered, but not served.',
    ],
    [{ dueAt: 500 }, byItself, 'Over before the container ended; answered in 100 ms.'],
  ]);
});

describe('cut', () => {
  const unread = { ...cut, evidence: 'none' } as const;
  says([
    [
      { ...unread, dueAt: 1_120, endedAt: 1_299 },
      moments(),
      'Sent 120 ms after the signal; cut as the container exited: accepted by the kernel, never read by the server ' +
        '(its log never names it); lost, safe to retry.',
    ],
    [
      { ...unread, dueAt: 1_120, endedAt: 1_130, reusedConnection: true },
      moments(),
      'Sent 120 ms after the signal; cut 10 ms later: sent on a kept connection, never read by the server ' +
        '(its log never names it); lost, safe to retry.',
    ],
    [
      { ...unread, dueAt: 1_120, endedAt: 1_130 },
      moments({ proxied: true }),
      'Sent 120 ms after the signal; cut 10 ms later: a proxy had accepted it, so whether it waited unread ' +
        'or came too late cannot be told.',
    ],
    [
      { ...unread, dueAt: 1_120, endedAt: 1_130 },
      running,
      'Sent 120 ms after the signal; cut 10 ms later: the server’s log, as far as it was read, does not name it.',
    ],
    [
      { ...unread, dueAt: 1_020, writtenAt: null, endedAt: 1_030 },
      moments(),
      'Sent 20 ms after the signal; cut 10 ms later before it was written: lost, safe to retry.',
    ],
    [
      { ...cut, dueAt: 900, endedAt: 1_012, evidence: 'received' },
      moments({ exitedAt: 1_020, forced: true }),
      'In flight at the signal; cut by SIGKILL: received, not stored; a retry may repeat what it had begun.',
    ],
    [
      { ...cut, dueAt: 900, endedAt: 1_012, evidence: 'received' },
      running,
      'In flight at the signal; cut 12 ms after it: received, and the server’s log may still say more.',
    ],
    [
      { ...cut, dueAt: 900, endedAt: 1_012, evidence: 'stored' },
      running,
      'In flight at the signal; cut 12 ms after it: stored, but never acknowledged; a retry would duplicate it.',
    ],
    [
      { ...cut, dueAt: 1_150, endedAt: 1_340.001, evidence: 'received' },
      lateKill,
      'Sent 150 ms after SIGKILL was sent, in flight when it came; cut by SIGKILL: received, not ' +
        'stored; a retry may repeat what it had begun.',
    ],
    [
      { ...cut, dueAt: 900, endedAt: 1_012, evidence: 'received', sight: 'end-of-file', bytesReceived: 163_840 },
      moments(),
      'In flight at the signal; cut 12 ms after it, 163,840 bytes into its answer: received, not stored; a retry ' +
        'may repeat what it had begun.',
    ],
    [
      { ...cut, dueAt: 900, endedAt: 1_012, evidence: 'received', sight: 'malformed' },
      moments(),
      'In flight at the signal; what came back was no HTTP answer: received, not stored; a retry may repeat what it had begun.',
    ],
    [
      { ...cut, dueAt: 500, endedAt: 520, evidence: 'received' },
      moments(),
      'Over before the signal; cut after 20 ms: received, not stored; a retry may repeat what it had begun.',
    ],
    [
      { ...cut, dueAt: 1_250, endedAt: 1_301, evidence: 'received' },
      byItself,
      'In flight when the container ended; cut as the container exited: received, not stored; a retry may repeat what it ' +
        'had begun.',
    ],
  ]);
});

describe('timed out', () => {
  says([
    [
      { ...gone, dueAt: 900, endedAt: 2_900, evidence: 'received' },
      moments(),
      'In flight at the signal; no answer in 2.00 s, so given up: received, not stored; a retry may repeat what it had begun.',
    ],
    [
      { ...gone, dueAt: 900, endedAt: 1_200, sight: 'abandoned', evidence: 'none' },
      running,
      'In flight at the signal; given up when the run was finished, while an answer could still have come: the server’s ' +
        'log, as far as it was read, does not name it.',
    ],
    [
      { ...gone, dueAt: 900, endedAt: 1_400, sight: 'abandoned', evidence: 'stored' },
      moments(),
      'In flight at the signal; given up when the run was finished: stored, but never acknowledged; a retry would duplicate it.',
    ],
  ]);
});

describe('never connected', () => {
  says([
    [
      { ...refused, dueAt: 1_400 },
      moments(),
      'Sent 100 ms after the exit; no connection was made: refused, not lost, safe to retry.',
    ],
    [
      { ...refused, dueAt: 1_200, endedAt: 1_201 },
      moments(),
      'Sent 200 ms after the signal; no connection was made: refused, not lost, safe to retry.',
    ],
    [
      { ...refused, dueAt: 1_400 },
      byItself,
      'Sent 100 ms after the container had ended; no connection was made: refused, not lost, safe to retry.',
    ],
    [
      { ...refused, sight: 'timeout', dueAt: 900, endedAt: 2_900 },
      moments(),
      'Connecting at the signal; no connection came about in 2.00 s: turned away, not lost, safe to retry.',
    ],
    [
      { ...refused, sight: 'abandoned', dueAt: 1_100, endedAt: 1_200 },
      moments(),
      'Sent 100 ms after the signal; still without a connection when the lab gave it up: turned away, not lost, safe to retry.',
    ],
    [
      { ...notSent, sight: 'no-socket', dueAt: 500, endedAt: 500 },
      moments(),
      'Due before the signal; never sent: the generator had no socket to spare.',
    ],
    [
      { ...notSent, sight: 'abandoned', dueAt: 1_100, endedAt: 1_100 },
      moments(),
      'Due 100 ms after the signal; never sent: the run was finished first.',
    ],
  ]);
});

describe('in flight', () => {
  says([
    [{ ...waits, dueAt: 900 }, running, 'In flight at the signal; waits for its answer.'],
    [{ ...waits, dueAt: 900, evidence: 'received' }, running, 'In flight at the signal; the server works on it.'],
    [
      { ...waits, dueAt: 900, evidence: 'stored' },
      running,
      'In flight at the signal; stored by the server, waits for its answer.',
    ],
    [
      { ...waits, dueAt: 1_100, connectedAt: null, writtenAt: null },
      running,
      'Sent 100 ms after the signal; waits for its connection.',
    ],
    [{ ...waits, dueAt: 500 }, noSignal, 'Before any signal; waits for its answer.'],
  ]);
});

describe('without an outcome in a run that is over', () => {
  const lost = moments({ exitedAt: null, over: true });
  says([
    [
      { ...waits, dueAt: 900, evidence: 'received' },
      lost,
      'In flight at the signal; received by the server when last seen; what became of it is unknown.',
    ],
    [
      { ...waits, dueAt: 900, evidence: 'stored' },
      lost,
      'In flight at the signal; stored by the server, and waiting for its answer when last seen; what became of it is unknown.',
    ],
    [
      { ...waits, dueAt: 1_100, connectedAt: null, writtenAt: null },
      lost,
      'Sent 100 ms after the signal; waiting for its connection when last seen; what became of it is unknown.',
    ],
  ]);
});

test('says when a request was due, what the connection saw and what the server’s log says', () => {
  expect(rowFacts(requestRow({ dueAt: 959, endedAt: 1_259 }), moments())).toEqual([
    'due −41 ms',
    'server’s log: stored',
    '201 after 300 ms',
    'connected in 0.0 ms',
  ]);
});
