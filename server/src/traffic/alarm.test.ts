import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { monotonicMs } from '../clock.ts';
import { Alarm } from './alarm.ts';

/** Waits on an alarm; answers when it rang. */
function ringAt(at: number): Promise<number> {
  return new Promise((resolve) => new Alarm(() => resolve(monotonicMs())).set(at));
}

test.each([0.3, 1.5, 2.5, 12])('never rings early: %d ms from now', async (wait) => {
  const at = monotonicMs() + wait;
  expect(await ringAt(at)).toBeGreaterThanOrEqual(at);
});

test('an instant that has passed rings, but not from inside the call that set it', async () => {
  let isSet = false;
  const rang = new Promise<boolean>((resolve) => {
    new Alarm(() => resolve(isSet)).set(monotonicMs() - 5);
  });
  isSet = true;
  expect(await rang).toBe(true);
});

test('many wait side by side, and each rings once', async () => {
  const began = monotonicMs();
  const rings = Array.from({ length: 40 }, () => 0);
  const alarms = rings.map((_, number) => new Alarm(() => (rings[number] = (rings[number] ?? 0) + 1)));
  for (const [number, alarm] of alarms.entries()) alarm.set(began + number / 20);
  await ringAt(began + 5);
  expect(rings).toEqual(rings.map(() => 1));
});

test('an alarm that another one’s call cancels or moves does not ring at its first instant', async () => {
  const at = monotonicMs() + 1;
  const heard: string[] = [];
  let movedRang = 0;
  const cancelled = new Alarm(() => heard.push('cancelled'));
  const moved = new Alarm(() => {
    heard.push('moved');
    movedRang = monotonicMs();
  });
  const first = new Alarm(() => {
    heard.push('first');
    cancelled.cancel();
    moved.set(at + 3);
  });
  first.set(at);
  cancelled.set(at);
  moved.set(at);
  await ringAt(at + 4);
  expect(heard).toEqual(['first', 'moved']);
  expect(movedRang).toBeGreaterThanOrEqual(at + 3);
});

test('sockets are read while an alarm is about to ring', async () => {
  await using server = createServer((socket) => socket.end('x')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let isWaiting = true;
  const alarm = new Alarm(() => {
    if (isWaiting) alarm.set(monotonicMs() + 1);
  });
  alarm.set(monotonicMs() + 1);
  const [bytes] = await once(connect(port, '127.0.0.1'), 'data');
  isWaiting = false;
  alarm.cancel();
  expect(String(bytes)).toBe('x');
});

test('a thread that waits for near instants leaves the processor to others', async () => {
  const began = monotonicMs();
  const before = process.threadCpuUsage();
  for (let at = began + 1.5; at < began + 400; at += 1.5) await ringAt(at);
  const { user, system } = process.threadCpuUsage(before);
  // Spinning takes all of it; a busy machine only gives less.
  expect((user + system) / 1000 / (monotonicMs() - began)).toBeLessThan(0.7);
});
