import { expect, test } from 'vitest';
import type { LaneLogLine } from '#protocol/log.ts';
import { LaneEvents } from './lane-events.ts';

let seq = 0;
function line(at: number, text: string, stream: LaneLogLine['stream'] = 'stderr'): LaneLogLine {
  seq += 1;
  return { seq, at, writtenAt: null, stream, text };
}

function started(): LaneEvents {
  const events = new LaneEvents();
  events.setOfRun([], 0, null);
  return events;
}

const texts = (events: LaneEvents) => events.told.map(({ text }) => text);

test('tells what happened in the run and what the container said, in the order of time', () => {
  const events = new LaneEvents();
  events.take([
    line(5, '[1] [INFO] Listening at: http://0.0.0.0:8000'),
    line(40, '[1] [INFO] Handling signal: term'),
  ]);
  const sent = { seq: 1, at: 30, kind: 'lane:terminated', laneId: 'a', text: 'docker kill was sent.' } as const;
  events.setOfRun([sent], 0, null);
  expect(texts(events)).toEqual([
    '[1] [INFO] Listening at: http://0.0.0.0:8000',
    'docker kill was sent.',
    '[1] [INFO] Handling signal: term',
  ]);
});

test('what another container of the lane said is told with its name', () => {
  const events = started();
  events.take([
    { ...line(5, 'Handling signal: term'), from: 'replica 2' },
    { ...line(6, 'request=1 received'), from: 'replica 2' },
  ]);
  expect(texts(events)).toEqual(['replica 2 | Handling signal: term']);
});

test('a request’s lines are its own marks, and what the lab wrote is an event of the run', () => {
  const events = started();
  events.take([line(1, 'request=1 received'), line(2, 'docker kill · SIGKILL', 'lab'), line(3, 'request=1 stored')]);
  expect(events.told).toEqual([]);
  expect(events.routine).toEqual([]);
});

test('what the container says again and again is counted, however its numbers differ', () => {
  const events = started();
  for (let at = 0; at < 100; at++) events.take([line(at, `[${at}] [DEBUG] POST /api/comment/new`)]);
  events.take([line(100, 'Worker exiting (pid: 7)')]);
  expect(texts(events)).toEqual(['Worker exiting (pid: 7)']);
  expect(events.routine).toHaveLength(100);
});

test('a flood of lines that are all new does not fill the list', () => {
  const events = started();
  const word = (n: number) => String.fromCharCode(...[...String(n)].map((digit) => 103 + Number(digit)));
  events.take(Array.from({ length: 30_000 }, (_, n) => line(n, word(n))));
  expect(events.told).toHaveLength(500);
  expect(events.told.at(-1)?.at).toBe(29_999);
});

test('what the container said while it started is counted, not told', () => {
  const events = new LaneEvents();
  events.take([line(10, 'config: ./gunicorn.conf.py'), line(60, 'Handling signal: term')]);
  expect(events.told).toEqual([]);
  events.setOfRun([], 50, null);
  expect(texts(events)).toEqual(['Handling signal: term']);
  expect(events.routine).toEqual([10]);
});

test('an exit stands where the engine saw it, not where the lab heard of it', () => {
  const events = new LaneEvents();
  const exited = { seq: 9, at: 1_170, kind: 'lane:exited', laneId: 'a', text: 'Lane A exited 0.' } as const;
  events.setOfRun([exited], 0, 978);
  expect(events.told).toMatchObject([{ at: 978, knownAt: 1_170 }]);
});
