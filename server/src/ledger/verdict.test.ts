import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PromiseId } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';
import { abandonedAt, cutAt, exit, facts, killed, open, refused, row, sigkill, timedOutAt } from './testing.ts';
import type { LaneFacts } from './verdict.ts';
import { judge } from './verdict.ts';

function promise(id: PromiseId, laneFacts: LaneFacts) {
  return judge(laneFacts).promises.find((view) => view.id === id);
}

test('judges every promise, each once', () => {
  expect(judge(facts([])).promises.map(({ id }) => id)).toEqual([
    'in-flight-answered',
    'no-connection-cut',
    'exit-within-grace',
    'no-sigkill',
    'acknowledged-survives',
  ]);
});

describe('in flight was answered', () => {
  const of = (rows: RequestRow[], change: Partial<LaneFacts> = {}) =>
    promise('in-flight-answered', facts(rows, change));

  test('is kept when every request that was written by t0 got its answer after it', () => {
    expect(of([row(1, 700), row(2, 950), row(3, 990), row(4, 1001, cutAt(1010))])).toMatchObject({
      state: 'kept',
      evidence: '2 requests were in flight and all were answered: 2, 3.',
      rows: [2, 3],
    });
  });

  test('is broken by one that was cut, whatever the exit code', () => {
    expect(of([row(1, 950), row(2, 960, cutAt(1001))])).toMatchObject({
      state: 'broken',
      evidence: '1 of the 2 requests in flight was not answered: 2.',
      rows: [2],
    });
  });

  test('names few and counts the rest', () => {
    const rows = Array.from({ length: 7 }, (_, place) => row(21 + place, 950, cutAt(1001)));
    expect(of(rows)).toMatchObject({
      evidence: 'None of the 7 requests in flight was answered: 21, 22, 23 …and 4 more.',
      rows: [21, 22, 23, 24, 25, 26, 27],
    });
  });

  test('is broken by one that was never answered', () => {
    expect(of([row(1, 950, timedOutAt(3000))])).toMatchObject({ state: 'broken', rows: [1] });
  });

  test('is unknown where no request was sent', () => {
    expect(of([])).toMatchObject({ state: 'unknown', evidence: 'No request was sent: this shows nothing.' });
  });

  test('proves little when nothing was in flight, and says so', () => {
    const view = of([row(1, 500), row(2, 1000, { writtenAt: 1001 })]);
    expect(view).toMatchObject({ state: 'kept', rows: [] });
    expect(view?.evidence).toContain('Nothing was in flight');
  });

  test('is unknown before a termination, and while one of them waits', () => {
    expect(of([row(1, 950)], { terminatedAt: null, termination: null })?.state).toBe('unknown');
    expect(of([row(1, 940), row(2, 950, open)])).toMatchObject({ state: 'unknown', rows: [2] });
  });

  test('is unknown when the lab gave up on a request while the container lived, broken after its end', () => {
    expect(of([row(1, 950, abandonedAt(1100))])).toMatchObject({ state: 'unknown', rows: [1] });
    expect(of([row(1, 950, abandonedAt(1100))], { exit: null, exitedAt: null })?.state).toBe('unknown');
    expect(of([row(1, 950, abandonedAt(2000))])?.state).toBe('broken');
  });

  test('says when an answer was a server error', () => {
    expect(of([row(1, 950, { status: 503 })])?.evidence).toContain('1 with a server error');
  });
});

describe('no accepted connection was cut', () => {
  const of = (rows: RequestRow[], change: Partial<LaneFacts> = {}) =>
    promise('no-connection-cut', facts(rows, change));

  test('is kept when all that connected were answered, and late ones were refused', () => {
    expect(of([row(1, 950), row(2, 1400, refused)])).toMatchObject({ state: 'kept', rows: [] });
  });

  test('is broken by a connection that was accepted after the signal and cut, although the exit code is 0', () => {
    expect(of([row(24, 1041, cutAt(1050))])).toMatchObject({
      state: 'broken',
      evidence: '1 request cut after connecting: 24.',
      rows: [24],
    });
  });

  test('is broken by a connection that was never answered', () => {
    expect(of([row(1, 950, timedOutAt(3000))])?.evidence).toBe('1 request connected and never answered: 1.');
  });

  test('does not count what was cut before the signal', () => {
    expect(of([row(1, 500, cutAt(520))])?.state).toBe('kept');
  });

  test('behind a proxy is unknown for what the log does not know, and broken for what it does', () => {
    const unread = row(1, 1400, cutAt(1401));
    expect(of([unread], { proxied: true })).toMatchObject({ state: 'unknown', rows: [1] });
    const read = row(2, 950, { ...cutAt(1001), evidence: 'received', receivedAt: 960 });
    expect(of([unread, read], { proxied: true })).toMatchObject({ state: 'broken', rows: [2] });
  });

  test('is unknown while the container lives or a connection waits', () => {
    expect(of([row(1, 950)], { exit: null, exitedAt: null })?.state).toBe('unknown');
    expect(of([row(1, 950, open)])).toMatchObject({ state: 'unknown', rows: [1] });
  });

  test('names a thousand rows at the most, and counts them all', () => {
    const rows = Array.from({ length: 1200 }, (_, place) => row(place + 1, 950, cutAt(1001)));
    expect(of(rows)?.rows).toHaveLength(1000);
    expect(of(rows)?.evidence).toContain('1200 requests');
  });
});

describe('exit within the grace period', () => {
  const of = (change: Partial<LaneFacts>) => promise('exit-within-grace', facts([], change));
  const stop: LaneFacts['termination'] = { kind: 'stop', gracePeriodSeconds: 3 };

  test('docker stop: kept within its own grace period, broken past it', () => {
    expect(of({ termination: stop })).toMatchObject({
      state: 'kept',
      evidence: 'Ended after 312 ms, with a grace period of 3 s.',
    });
    expect(of({ termination: stop, exit: exit({ durationMs: 3001 }) })?.state).toBe('broken');
    expect(of({ termination: stop, exit: exit({ forced: true, durationMs: 3015 }) })).toMatchObject({
      state: 'broken',
      evidence: 'Still running when the grace period of 3 s ran out.',
    });
  });

  test('docker kill leaves none', () => {
    expect(of({ termination: sigkill, exit: killed })).toMatchObject({
      state: 'unknown',
      evidence: 'SIGKILL leaves no grace period.',
    });
  });

  test('a signal that never escalates is held against docker stop’s default, by name', () => {
    expect(of({})).toMatchObject({ state: 'kept' });
    expect(of({})?.evidence).toContain('docker stop’s default is 10 s');
    expect(of({ exit: exit({ durationMs: 10_001 }) })?.state).toBe('broken');
    expect(of({ exit: exit({ forced: true, endedBy: 'outside' }) })?.state).toBe('unknown');
  });

  test('is unknown where a SIGKILL ended it before the grace period was over, and says which', () => {
    const forced = exit({ ...killed, durationMs: 1100 });
    expect(of({ termination: stop, exit: { ...forced, endedBy: 'outside' } })).toMatchObject({
      state: 'unknown',
      evidence: 'Ended after 1.1 s, by a SIGKILL that somebody else sent, with a grace period of 3 s.',
    });
    expect(of({ termination: stop, exit: forced, followedAt: 2000 })).toMatchObject({
      state: 'unknown',
      evidence: 'Ended after 1.1 s, by the docker kill that followed, with a grace period of 3 s.',
    });
    expect(of({ exit: forced, followedAt: 2000 })?.evidence).toBe(
      'Ended 1.1 s after SIGTERM, by the docker kill that followed.',
    );
  });

  test('is unknown where the kernel or a signal that nobody saw ended it', () => {
    const unseen = exit({ exitCode: 137, signal: 'SIGKILL', endedBy: 'unknown' });
    expect(of({ exit: unseen })?.state).toBe('unknown');
    expect(of({ termination: stop, exit: { ...unseen, oomKilled: true } })).toMatchObject({
      state: 'unknown',
      evidence: 'Ended after 312 ms, killed for using more memory than its limit, with a grace period of 3 s.',
    });
  });

  test('is unknown where the lab removed the container before', () => {
    expect(of({ exit: null, exitedAt: null, removed: true })).toMatchObject({
      state: 'unknown',
      evidence: 'The lab removed the container before it had ended.',
    });
  });

  test('is unknown before the end and without a termination', () => {
    expect(of({ exit: null, exitedAt: null })?.state).toBe('unknown');
    expect(of({ termination: null, terminatedAt: null })?.state).toBe('unknown');
  });
});

describe('no SIGKILL needed', () => {
  const of = (change: Partial<LaneFacts>) => promise('no-sigkill', facts([], change));

  test('follows from what was sent, never from the exit code', () => {
    expect(of({ exit: exit({ exitCode: 137 }) })?.state).toBe('kept');
    expect(of({ exit: exit({ exitCode: 0, forced: true }) })?.state).toBe('broken');
    expect(of({ exit: null })?.state).toBe('unknown');
  });

  test('says why it was sent', () => {
    expect(of({ termination: sigkill, exit: killed })?.evidence).toBe('It was the first thing sent.');
    const stop: LaneFacts['termination'] = { kind: 'stop', gracePeriodSeconds: 3 };
    expect(of({ termination: stop, exit: { ...killed, durationMs: 3012 } })?.evidence).toBe(
      'The grace period of 3 s ran out.',
    );
    expect(of({ termination: stop, exit: killed, followedAt: 1500 })?.evidence).toBe(
      'docker kill followed after 500 ms.',
    );
    expect(of({ exit: killed })?.evidence).toBe('Somebody else sent a SIGKILL.');
  });

  test('claims no absence of one that the exit code stands for', () => {
    const unseen = exit({ exitCode: 137, signal: 'SIGKILL', endedBy: 'unknown' });
    expect(of({ exit: unseen })?.state).toBe('unknown');
    expect(of({ exit: { ...unseen, oomKilled: true } })).toMatchObject({
      state: 'broken',
      evidence: 'The kernel sent one: the container used more memory than its limit.',
    });
  });
});

test('what survives is not asked where nothing is restarted', () => {
  expect(promise('acknowledged-survives', facts([]))).toMatchObject({ state: 'unknown', rows: [] });
});

describe('as more becomes known', () => {
  const dueAt = fc.integer({ min: 0, max: 2000 });
  const ended = fc.constantFrom<(at: number) => Partial<RequestRow>>(() => ({}), cutAt, timedOutAt);
  const rows = fc
    .array(fc.record({ dueAt, ended, waits: fc.integer({ min: 1, max: 900 }), proves: fc.boolean() }), {
      maxLength: 12,
    })
    .map((specs) =>
      specs.map(({ dueAt: due, ended: how, waits, proves }, place) => {
        const evidence = proves ? ({ evidence: 'received', receivedAt: due + 1 } as const) : {};
        const end = due + 1 + waits;
        return row(place + 1, due, { firstByteAt: end, endedAt: end, ...how(end), ...evidence });
      }),
    );

  test('a promise that was kept or broken stays so while requests end, and a broken one while the container does', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 3000 }), fc.boolean(), (all, now, proxied) => {
        const then = all.map((r) => (r.endedAt !== null && r.endedAt > now ? { ...r, ...open } : r));
        const early = judge(facts(then, { proxied }));
        const earlier = judge(facts(then, { proxied, exit: null, exitedAt: null, logComplete: false }));
        const late = judge(facts(all, { proxied }));
        for (const { id, state } of late.promises) {
          const before = early.promises.find((view) => view.id === id)?.state;
          if (before !== 'unknown') expect(state).toBe(before);
          if (earlier.promises.find((view) => view.id === id)?.state === 'broken') expect(state).toBe('broken');
        }
      }),
    );
  });

  test('names only rows that were judged, each once, and every broken promise about requests names one', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (all, proxied) => {
        for (const view of judge(facts(all, { proxied })).promises) {
          expect(new Set(view.rows).size).toBe(view.rows.length);
          for (const n of view.rows) expect(all.some((r) => r.number === n)).toBe(true);
          if (view.state === 'broken') expect(view.rows.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('the exit code changes no promise', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 255 }), (all, exitCode) => {
        expect(judge(facts(all, { exit: exit({ exitCode }) }))).toEqual(judge(facts(all)));
      }),
    );
  });
});
