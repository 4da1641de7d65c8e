import { expect, test } from 'vitest';
import { signalMoment } from '#protocol/signal-moment.ts';
import { judgeInFlightAnswered } from './connection-promises.ts';
import type { LaneFacts } from './lane-facts.ts';
import { cutAt, row } from './testing.ts';

const facts: LaneFacts = {
  rows: [],
  terminatedAt: 1_000,
  acceptedAt: 1_350,
  termination: { kind: 'kill', signal: 'SIGKILL' },
  followedAt: null,
  exit: null,
  exitedAt: null,
  removed: false,
  survival: null,
  logComplete: true,
  proxied: false,
  balanced: false,
};

/** A busy engine: what was in flight at t0 is answered before SIGKILL comes through, and cuts what was sent meanwhile. */
const slow: LaneFacts = {
  ...facts,
  rows: [row(1, 950, { endedAt: 1_250 }), row(2, 1_050, cutAt(1_340)), row(3, 1_150, cutAt(1_340.2))],
};

test('SIGKILL came when it cut the first connection, however long the engine took to send it', () => {
  const moment = signalMoment(slow) ?? Number.NaN;
  expect(moment).toBeLessThan(1_340);
  expect(moment).toBeGreaterThan(1_339.9);
  expect(judgeInFlightAnswered(slow)).toMatchObject({ state: 'broken', rows: [2, 3] });
});

test('a connection that waited in the listen backlog tells the moment like any other', () => {
  const waiting = row(2, 1_050, { ...cutAt(1_339), writtenAt: null });
  const moment = signalMoment({ ...slow, rows: [...slow.rows, waiting] }) ?? Number.NaN;
  expect(moment).toBeLessThan(1_339);
  expect(moment).toBeGreaterThan(1_338.9);
});

test('a SIGKILL that cut nothing came at t0', () => {
  expect(signalMoment({ ...facts, rows: [row(1, 800)] })).toBe(1_000);
});

test('a connection that was cut before t0 tells nothing of the signal', () => {
  expect(signalMoment({ ...facts, rows: [row(1, 800, cutAt(990))] })).toBe(1_000);
});

test('any other signal came at t0: a cut may be the server’s own doing', () => {
  expect(signalMoment({ ...slow, termination: { kind: 'kill', signal: 'SIGTERM' } })).toBe(1_000);
  expect(signalMoment({ ...slow, termination: { kind: 'stop', gracePeriodSeconds: 0 } })).toBe(1_000);
});

test('without a termination there is no moment', () => {
  expect(signalMoment({ ...slow, terminatedAt: null, termination: null })).toBeNull();
});

test('a program that fails cut its first connection when it failed, some moments after the request for it', () => {
  const fault = { ...slow, termination: { kind: 'fault', fault: 'out-of-memory' } as const };
  const moment = signalMoment(fault) ?? Number.NaN;
  expect(moment).toBeLessThan(1_340);
  expect(moment).toBeGreaterThan(1_339.9);
  expect(judgeInFlightAnswered(fault)).toMatchObject({ state: 'broken', rows: [2, 3] });
});
