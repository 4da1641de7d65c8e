import { describe, expect, test } from 'vitest';
import { monotonicMs } from '../clock.ts';
import { LabError } from '../errors.ts';
import type { RequestFacts } from '../ledger/ledger.ts';
import { Ledger } from '../ledger/ledger.ts';
import { answer, closed, open, planFor, serve, until } from './testing.ts';
import { TrafficThread } from './traffic-thread.ts';

describe('TrafficThread', () => {
  test('sends a lane’s traffic and delivers every request before it is done', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    await using thread = new TrafficThread();
    const ledger = new Ledger();
    const batches: RequestFacts[][] = [];
    const startAt = monotonicMs() + 100;
    const { done } = thread.begin(planFor(server.port, open({ maxRequests: 40 }), { startAt }), (facts) => {
      batches.push(facts);
      for (const one of facts) ledger.record(one);
    });
    await done;
    expect(ledger.counts({ logComplete: true, proxied: false })).toMatchObject({
      due: 40,
      completed: 40,
      inFlight: 0,
    });
    expect([...server.heard].sort((a, b) => a - b)).toEqual(ledger.rows().map(({ number }) => number));
    for (const batch of batches) expect(new Set(batch.map(({ number }) => number)).size).toBe(batch.length);
  });

  test('tells of a request when it is sent, not only when it ended', async () => {
    await using server = await serve(() => {});
    await using thread = new TrafficThread();
    const ledger = new Ledger();
    const { abandon, done } = thread.begin(planFor(server.port, closed()), (facts) => {
      for (const one of facts) ledger.record(one);
    });
    await until(() => expect(ledger.rows()[0]?.writtenAt).toBeTypeOf('number'));
    expect(ledger.rows()[0]?.outcome).toBeNull();
    abandon();
    await done;
    expect(ledger.rows()[0]).toMatchObject({ outcome: 'timed-out', sight: 'abandoned' });
  });

  test('sends all lanes of a run by one schedule, on the clock of the lab', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    await using thread = new TrafficThread();
    const plan = planFor(server.port, open({ maxRequests: 100_000, ratePerSecond: 300 }));
    const ledgers = [new Ledger(), new Ledger()];
    const handles = ledgers.map((ledger) =>
      thread.begin(plan, (facts) => {
        for (const one of facts) ledger.record(one);
      }),
    );
    await until(() => expect(server.heard.length).toBeGreaterThan(60));
    const instant = monotonicMs() + 200;
    for (const { stop } of handles) stop(instant);
    await Promise.all(handles.map(({ done }) => done));
    const [a, b] = ledgers.map((ledger) => ledger.rows().map(({ dueAt }) => dueAt));
    expect(a).toEqual(b);
    expect(a?.at(-1)).toBeLessThanOrEqual(instant - plan.origin);
    expect(server.heard).toHaveLength(2 * (a?.length ?? 0));
  });

  test('a thread that fails fails all its traffic, and the next traffic gets a new one', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    await using thread = new TrafficThread();
    const bystander = thread.begin(planFor(server.port, closed({ pauseMs: 1000 })), () => {});
    // No port: net.connect throws where nothing catches it, as a fault of the lab's own would.
    const broken = thread.begin(planFor(70_000, open()), () => {});
    await expect(broken.done).rejects.toThrow(LabError);
    await expect(bystander.done).rejects.toThrow('The traffic thread failed');
    bystander.stop(0);
    bystander.abandon();
    const next = thread.begin(planFor(server.port, closed({ maxRequests: 2 })), () => {});
    await expect(next.done).resolves.toBeUndefined();
  });

  test('a request that cannot be written fails its own traffic only', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    await using thread = new TrafficThread();
    const request = { method: 'GET', path: '/a b' };
    const bad = thread.begin(planFor(server.port, closed(), { request }), () => {});
    const good = thread.begin(planFor(server.port, closed()), () => {});
    await expect(bad.done).rejects.toThrow('The traffic did not begin');
    await expect(good.done).resolves.toBeUndefined();
  });

  test('ending it gives every request its outcome, and begins no traffic any more', async () => {
    await using server = await serve(() => {});
    const thread = new TrafficThread();
    const ledger = new Ledger();
    const { done } = thread.begin(planFor(server.port, closed({ clients: 3 })), (facts) => {
      for (const one of facts) ledger.record(one);
    });
    await until(() => expect(server.heard).toHaveLength(3));
    await thread[Symbol.asyncDispose]();
    await thread[Symbol.asyncDispose]();
    await expect(done).resolves.toBeUndefined();
    expect(ledger.counts({ logComplete: true, proxied: false })).toMatchObject({ due: 3, timedOut: 3, inFlight: 0 });
    expect(() => thread.begin(planFor(server.port, closed()), () => {})).toThrow('shutting down');
  });
});
