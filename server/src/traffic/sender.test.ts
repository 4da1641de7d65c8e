import { expect, test } from 'vitest';
import { monotonicMs } from '../clock.ts';
import { Ledger } from '../ledger/ledger.ts';
import { Recorder } from './recorder.ts';
import { Sender } from './sender.ts';
import { answer, open, planFor, serve } from './testing.ts';

function senderTo(port: number, maxSockets: number) {
  const ledger = new Ledger();
  const recorder = new Recorder((batch) => {
    for (const facts of batch) ledger.record(facts);
  });
  const sender = new Sender(planFor(port, open()), recorder, maxSockets);
  const send = (number: number) =>
    new Promise<void>((resolve) => sender.send(number, monotonicMs(), null, () => resolve()));
  return { sender, recorder, ledger, send };
}

test('a request for which there is no socket to spare is due and not sent', async () => {
  await using server = await serve(() => {});
  const { sender, recorder, ledger, send } = senderTo(server.port, 2);
  const waiting = [send(1), send(2)];
  await send(3);
  recorder.flush();
  expect(ledger.rows()[2]).toMatchObject({ outcome: 'not-sent', sight: 'no-socket', sentAt: null });
  expect(sender.inFlight).toBe(2);
  sender.abandon();
  await Promise.all(waiting);
  recorder.flush();
  expect(ledger.counts({ logComplete: false, proxied: false })).toMatchObject({ due: 3, notSent: 1, inFlight: 0 });
});

test('connections that only wait for the server to close make room', async () => {
  await using server = await serve(({ socket }) => answer(socket, 'ok', 'Connection: close\r\n'));
  const { recorder, ledger, send } = senderTo(server.port, 2);
  for (const number of [1, 2, 3, 4, 5]) await send(number);
  recorder.flush();
  expect(ledger.counts({ logComplete: false, proxied: false })).toMatchObject({ due: 5, completed: 5 });
});
