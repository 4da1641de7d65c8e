import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { RequestRow } from '#protocol/request.ts';
import { monotonicMs } from '../clock.ts';
import {
  answer,
  closed,
  closedPort,
  generate,
  open,
  planFor,
  rowsOf,
  serve,
  serveElsewhere,
  until,
} from './testing.ts';

const NEVER_ACCEPTS = `
  require('node:net').createServer(() => {}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

/** That the times of a row are in the order of its steps. */
function expectInOrder({ dueAt, sentAt, connectedAt, writtenAt, firstByteAt, endedAt }: RequestRow): void {
  const steps = [dueAt, sentAt, connectedAt, writtenAt, firstByteAt, endedAt].filter((at) => at !== null);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
}

function outcomes(rows: readonly RequestRow[]) {
  return rows.map(({ outcome, sight }) => `${outcome}: ${sight}`);
}

/** For the open model: a rate that leaves a connection time to come back. */
const SLOW = { ratePerSecond: 50 };

describe.each([
  ['open', open],
  ['closed', closed],
] as const)('the %s model', (_, traffic) => {
  test('gives every request an answer, a row, and its steps in order', async () => {
    await using server = await serve(({ socket }) => {
      answer(socket, '{}', 'Connection: close\r\n');
      socket.end();
    });
    const rows = await rowsOf(planFor(server.port, traffic()));
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      expectInOrder(row);
      expect(row).toMatchObject({ outcome: 'completed', status: 201, sight: 'response', reusedConnection: false });
    }
    expect([...server.heard].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(server.connections()).toBe(10);
  });

  test('nobody listens: refused, and never connected', async () => {
    const rows = await rowsOf(planFor(await closedPort(), traffic()));
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      expect(row).toMatchObject({ outcome: 'refused', sight: 'connect-error', errorCode: 'ECONNREFUSED' });
      expect(row).toMatchObject({ connectedAt: null, writtenAt: null, firstByteAt: null, bytesReceived: 0 });
      expect(row.endedAt).not.toBeNull();
    }
  });

  test('the server resets after reading: cut', async () => {
    await using server = await serve(({ socket }) => socket.resetAndDestroy());
    const rows = await rowsOf(planFor(server.port, traffic()));
    for (const row of rows) {
      expect(row).toMatchObject({ outcome: 'cut', sight: 'reset', errorCode: 'ECONNRESET', status: null });
      expect(row.writtenAt).not.toBeNull();
    }
    expect(server.heard).toHaveLength(10);
  });

  test('the server closes after half an answer: cut, with what came until then', async () => {
    await using server = await serve(({ number, socket }) => {
      if (number % 3 === 0) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      else if (number % 3 === 1) socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
      else socket.end();
    });
    for (const row of await rowsOf(planFor(server.port, traffic()))) {
      expect(row).toMatchObject({ outcome: 'cut', sight: 'end-of-file', errorCode: null });
      expect(row.bytesReceived > 0).toBe(row.number % 3 !== 2);
      expect(row.firstByteAt !== null).toBe(row.number % 3 !== 2);
      expect(row.status).toBe(row.number % 3 === 2 ? null : 200);
    }
  });

  test('the server never answers: timed out, once the traffic’s patience ended', async () => {
    await using server = await serve(() => {});
    const rows = await rowsOf(planFor(server.port, traffic({ timeoutMs: 150, maxRequests: 3 })));
    for (const row of rows) {
      expect(row).toMatchObject({ outcome: 'timed-out', sight: 'timeout', firstByteAt: null });
      expect(Number(row.endedAt) - Number(row.sentAt)).toBeGreaterThanOrEqual(149);
    }
    expect(rows).toHaveLength(3);
  });

  test('the server sends what is no HTTP: cut, and seen as malformed', async () => {
    await using server = await serve(({ socket }) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'));
    const rows = await rowsOf(planFor(server.port, traffic()));
    for (const row of rows) expect(row).toMatchObject({ outcome: 'cut', sight: 'malformed', status: null });
  });

  test('a process that stands still is connected to and never answers; its end resets what waited', async () => {
    await using server = await serveElsewhere(NEVER_ACCEPTS);
    server.child.kill('SIGSTOP');
    const { generator, ledger } = generate(planFor(server.port, traffic({ maxRequests: 1 })));
    await until(() => expect(ledger.rows()[0]?.writtenAt).toBeTypeOf('number'));
    expect(ledger.rows()[0]).toMatchObject({ outcome: null, endedAt: null, bytesReceived: 0 });
    server.child.kill('SIGKILL');
    await generator.done;
    expect(ledger.rows()[0]).toMatchObject({ outcome: 'cut', sight: 'reset' });
  });

  test('a process that stands still until the patience ends: timed out', async () => {
    await using server = await serveElsewhere(NEVER_ACCEPTS);
    server.child.kill('SIGSTOP');
    const [row] = await rowsOf(planFor(server.port, traffic({ maxRequests: 1, timeoutMs: 150 })));
    expect(row).toMatchObject({ outcome: 'timed-out', sight: 'timeout' });
    expect(row?.connectedAt).not.toBeNull();
  });

  test('keeps connections where the traffic does, until the server closes them', async () => {
    await using server = await serve(({ number, socket }) => {
      answer(socket, '{}', number % 5 === 0 ? 'Connection: close\r\n' : '');
      if (number % 5 === 0) socket.end();
    });
    const rows = await rowsOf(planFor(server.port, traffic({ keepAlive: true, maxRequests: 20, ...SLOW })));
    expect(outcomes(rows)).toEqual(Array.from({ length: 20 }, () => 'completed: response'));
    expect(rows.filter((row) => !row.reusedConnection)).toHaveLength(server.connections());
    expect(server.connections()).toBeLessThan(20);
    for (const row of rows) expectInOrder(row);
  });

  test('finishing gives up what is in flight', async () => {
    await using server = await serve(() => {});
    const { generator, ledger } = generate(planFor(server.port, traffic({ maxRequests: 100 })));
    await until(() => expect(server.heard.length).toBeGreaterThan(0));
    generator.abandon();
    await generator.done;
    const rows = ledger.rows();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(100);
    expect(rows.every(({ outcome }) => outcome !== null)).toBe(true);
    expect(rows[0]).toMatchObject({ outcome: 'timed-out', sight: 'abandoned' });
  });

  test('ends after its seconds', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    const rows = await rowsOf(
      planFor(server.port, traffic({ keepAlive: true, maxSeconds: 1, maxRequests: 100_000 })),
    );
    expect(rows.at(-1)?.dueAt).toBeLessThan(1000);
    if (traffic === open) expect(rows).toHaveLength(200);
    else expect(rows.at(-1)?.endedAt).toBeGreaterThan(999.999);
    for (const { outcome } of rows) expect(outcome).toBe('completed');
  });

  test('stopping or finishing before the first request is due sends nothing', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    const startAt = monotonicMs() + 60_000;
    for (const end of ['stop', 'abandon'] as const) {
      const { generator, ledger } = generate(planFor(server.port, traffic(), { startAt }));
      if (end === 'stop') generator.stop(monotonicMs());
      else generator.abandon();
      await generator.done;
      expect(ledger.rows()).toEqual([]);
    }
  });
});

describe('a thousand requests', () => {
  test('come out as the server says, each once', async () => {
    const did = { answered: 0, reset: 0, closed: 0, spoilt: 0 };
    await using server = await serve(({ number, socket }) => {
      if (number % 10 === 1) {
        did.reset += 1;
        socket.resetAndDestroy();
      } else if (number % 10 === 2) {
        did.closed += 1;
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
      } else if (number % 10 === 3) {
        did.spoilt += 1;
        socket.end('nonsense\r\n\r\n');
      } else {
        did.answered += 1;
        answer(socket);
      }
    });
    const { generator, ledger } = generate(
      planFor(server.port, closed({ clients: 20, keepAlive: true, maxRequests: 1000 })),
    );
    await generator.done;
    const rows = ledger.rows();
    const seen = (sight: RequestRow['sight']) => rows.filter((row) => row.sight === sight).length;
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 1000 }, (_, place) => place + 1));
    expect(ledger.counts({ logComplete: true, proxied: false })).toMatchObject({
      due: 1000,
      completed: did.answered,
      cut: did.reset + did.closed + did.spoilt,
      refused: 0,
      timedOut: 0,
      notSent: 0,
      inFlight: 0,
    });
    expect({
      answered: seen('response'),
      reset: seen('reset'),
      closed: seen('end-of-file'),
      spoilt: seen('malformed'),
    }).toEqual(did);
    expect([...server.heard].sort((a, b) => a - b)).toEqual(rows.map(({ number }) => number));
    for (const row of rows) expectInOrder(row);
  });
});

describe('two lanes of a run', () => {
  test('have the same schedule, whatever their servers do', async () => {
    await using quick = await serve(({ socket }) => answer(socket));
    await using dead = await serve(({ socket }) => socket.resetAndDestroy());
    const plan = planFor(quick.port, open({ maxRequests: 50, ratePerSecond: 300 }));
    const [a, b] = await Promise.all([
      rowsOf(plan),
      rowsOf({ ...plan, target: { host: '127.0.0.1', port: dead.port } }),
    ]);
    expect(a.map(({ dueAt }) => dueAt)).toEqual(b.map(({ dueAt }) => dueAt));
    expect(a[49]?.dueAt).toBeCloseTo((49 * 1000) / 300, 6);
  });

  test('end with the same requests when they are stopped at one instant', async () => {
    await using quick = await serve(({ socket }) => answer(socket));
    await using slow = await serve(({ socket }) => void setTimeout(() => answer(socket), 200));
    const plan = planFor(quick.port, open({ maxRequests: 100_000, ratePerSecond: 500 }));
    const lanes = [generate(plan), generate({ ...plan, target: { host: '127.0.0.1', port: slow.port } })];
    await until(() => expect(quick.heard.length).toBeGreaterThan(20));
    const instant = monotonicMs() + 20;
    for (const { generator } of lanes) generator.stop(instant);
    await Promise.all(lanes.map(({ generator }) => generator.done));
    const [a, b] = lanes.map(({ ledger }) => ledger.rows());
    expect(a?.length).toBe(b?.length);
    expect(a?.at(-1)?.dueAt).toBeLessThanOrEqual(instant - plan.origin);
    expect(Number(a?.at(-1)?.dueAt) + 2).toBeGreaterThan(instant - plan.origin);
    for (const row of [...(a ?? []), ...(b ?? [])]) expect(row.outcome).toBe('completed');
  });
});

describe('the closed model', () => {
  test('a kept connection that the server closes under a request is cut, and not tried again', async () => {
    const used = new WeakSet<object>();
    await using server = await serve(({ socket }) => {
      if (used.has(socket)) socket.resetAndDestroy();
      else answer(socket);
      used.add(socket);
    });
    const rows = await rowsOf(planFor(server.port, closed({ keepAlive: true, maxRequests: 6 })));
    expect(rows.map(({ outcome, reusedConnection }) => [outcome, reusedConnection])).toEqual(
      [1, 2, 3].flatMap(() => [
        ['completed', false],
        ['cut', true],
      ]),
    );
    expect(server.heard).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('each client waits for its answer and then pauses', async () => {
    let here = 0;
    let most = 0;
    await using server = await serve(({ socket }) => {
      here += 1;
      most = Math.max(most, here);
      setTimeout(() => {
        here -= 1;
        answer(socket);
      }, 20);
    });
    const rows = await rowsOf(
      planFor(server.port, closed({ clients: 3, pauseMs: 30, maxRequests: 12, keepAlive: true })),
    );
    expect(most).toBe(3);
    expect(server.connections()).toBe(3);
    const ends = rows.map(({ endedAt }) => Number(endedAt)).sort((a, b) => a - b);
    rows.slice(3).forEach((row, place) => {
      expect(row.dueAt).toBeGreaterThan(Number(ends[place]) + 29.999);
    });
    expect(rows.slice(0, 3).map(({ dueAt }) => dueAt)).toEqual([0, 0, 0]);
  });

  test('a stopped lane lets no client begin again', async () => {
    await using server = await serve(({ socket }) => void setTimeout(() => answer(socket), 50));
    const { generator, ledger } = generate(planFor(server.port, closed({ clients: 4, maxRequests: 1000 })));
    await until(() => expect(server.heard.length).toBe(4));
    generator.stop(monotonicMs());
    await generator.done;
    expect(ledger.rows()).toHaveLength(4);
    expect(ledger.rows().every(({ outcome }) => outcome === 'completed')).toBe(true);
  });
});

describe('the open model', () => {
  test('sends what is late at once and leaves nothing out', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    const plan = planFor(server.port, open({ maxRequests: 40, ratePerSecond: 1000 }));
    const { generator, ledger } = generate(plan);
    while (monotonicMs() < plan.startAt + 60); // the thread is busy past the last request's time
    await generator.done;
    const rows = ledger.rows();
    expect(rows.map(({ dueAt }) => dueAt)).toEqual(rows.map((_, place) => place));
    expect(rows.every(({ sentAt }) => Number(sentAt) >= 60)).toBe(true);
    expect(server.heard).toHaveLength(40);
  });

  test('what was due and late when the run is finished is recorded as not sent', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    const plan = planFor(server.port, open({ maxRequests: 40, ratePerSecond: 1000 }));
    const { generator, ledger } = generate(plan);
    while (monotonicMs() < plan.startAt + 60);
    generator.abandon();
    await generator.done;
    expect(outcomes(ledger.rows())).toEqual(Array.from({ length: 40 }, () => 'not-sent: abandoned'));
    expect(ledger.rows()[0]).toMatchObject({ sentAt: null, connectedAt: null });
    expect(server.heard).toEqual([]);
  });
});

test('every socket is gone when the traffic is done', async () => {
  const closes: Promise<unknown>[] = [];
  await using server = await serve(({ socket }) => {
    closes.push(once(socket, 'close'));
    answer(socket);
  });
  await rowsOf(planFor(server.port, closed({ clients: 5, maxRequests: 5, keepAlive: true })));
  expect(closes).toHaveLength(5);
  await Promise.all(closes);
});
