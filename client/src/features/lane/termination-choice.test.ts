import { expect, test } from 'vitest';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { Termination } from '#protocol/termination.ts';
import type { LaneModel } from './lane-model.ts';
import { plannedLane } from './lane-model.ts';
import { terminationChoices } from './termination-choice.ts';

const sigterm: Termination = { kind: 'kill', signal: 'SIGTERM' };
const sigkill: Termination = { kind: 'kill', signal: 'SIGKILL' };
const scenarioLane = (termination: Termination): ScenarioView['lanes'][number] => ({
  id: 'a',
  label: 'a lane',
  container: 'comments-api',
  knobs: {},
  summary: 'a server',
  termination,
  restart: false,
  replicas: 1,
  retry: 'none',
  expect: { exitCode: { min: 0, max: 0 }, lost: { min: 0, max: 0 }, logHas: [], logLacks: [] },
});
const lane = (change: Partial<LaneModel>, planned: Termination = sigterm): LaneModel => ({
  ...plannedLane(scenarioLane(planned), { containers: {} }),
  ...change,
});
const open = (model: LaneModel, connected = true) =>
  terminationChoices(model, 10, connected)
    .filter(({ blockedBy }) => blockedBy === null)
    .map(({ name }) => name);
/** A lane that was sent a termination; nothing else of the view is looked at. */
const draining = (sent: Termination) =>
  lane({ state: 'draining', view: { terminatedAtMs: 5, termination: sent } as LaneModel['view'] });

test('the names of the three ways are stable', () => {
  expect(terminationChoices(lane({}), 10, true).map(({ name }) => name)).toEqual([
    'docker kill',
    'SIGTERM kill',
    'docker stop',
  ]);
});

test('another signal that a scenario plans gets a button of its own', () => {
  const names = terminationChoices(lane({}, { kind: 'kill', signal: 'SIGQUIT' }), 10, true).map(({ name }) => name);
  expect(names).toEqual(['docker kill', 'SIGTERM kill', 'SIGQUIT kill', 'docker stop']);
});

test('the lane’s own way is marked, whatever its grace period', () => {
  const marked = (planned: Termination) =>
    terminationChoices(lane({}, planned), 3, true)
      .filter(({ isPlanned }) => isPlanned)
      .map(({ name }) => name);
  expect(marked(sigterm)).toEqual(['SIGTERM kill']);
  expect(marked({ kind: 'stop', gracePeriodSeconds: 10 })).toEqual(['docker stop']);
});

test('a container can be ended while it is ready or running, and while the page is connected', () => {
  expect(open(lane({ state: 'running' }))).toHaveLength(3);
  expect(open(lane({ state: 'ready' }))).toHaveLength(3);
  expect(open(lane({ state: 'running' }), false)).toEqual([]);
  for (const state of ['planned', 'preparing', 'exited', 'removed', 'failed', 'unknown'] as const)
    expect(open(lane({ state }))).toEqual([]);
});

test('after a signal only docker kill can follow, and after docker kill nothing', () => {
  expect(open(draining(sigterm))).toEqual(['docker kill']);
  expect(open(draining(sigkill))).toEqual([]);
});

test('what the page wants first locks every way, and says why', () => {
  const choices = terminationChoices(lane({ state: 'running' }), 10, true, 'Predict first');
  expect(choices.map(({ blockedBy }) => blockedBy)).toEqual(['Predict first', 'Predict first', 'Predict first']);
});
