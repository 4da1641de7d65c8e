import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { said } from '#protocol/language/say.ts';
import type { CreateRun } from '#protocol/run.ts';
import { PROJECT_ROOT } from '../config.ts';
import { loadLabContainers } from '../engines/lab-container.ts';
import { planOf, scenarioWith } from './lane.fixture.ts';
import { planRun } from './plan.ts';

const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
const balanced = { container: 'comments-api', replicas: 2, balancer: 'balancer' } as const;
const anyEngine = { resolve: <T>(container: T) => container, lacks: () => null };

describe('a knob of a lane goes', () => {
  test('to the service, to its balancer, or to the runtime', () => {
    const plan = planOf({
      ...balanced,
      knobs: { threads: 4, healthIntervalMs: 500, init: 'yes', stopSignal: 'SIGQUIT' },
    });
    expect(plan.settings.values.threads).toBe(4);
    expect(plan.balancer?.settings.environment.HEALTH_INTERVAL_MS).toBe('500');
    expect(plan.runtime).toEqual({ form: 'exec', init: true, stopSignal: 'SIGQUIT', restartPolicy: 'no' });
    expect(plan.settings.values).not.toHaveProperty('init');
  });

  test.each([
    [{ nonsense: 1 }, /comments-api has no knob "nonsense"; it has .*threads/],
    [{ healthIntervalMs: 5 }, /balancer: healthIntervalMs takes a whole number from 100 to 10000, not "5"/],
    [{ init: 'maybe' }, /init takes one of no, yes, not "maybe"/],
    [{ stopSignal: 'SIGKILL' }, /stopSignal takes one of image, SIGTERM, SIGINT, SIGQUIT/],
  ])('nowhere where nobody has it, or its value lies out of its range: %j', (knobs, message) => {
    expect(() => planOf({ ...balanced, knobs })).toThrow(message);
  });
});

describe('a lane is refused', () => {
  test.each<[string, Parameters<typeof planOf>[0], RegExp]>([
    ['with replicas and no balancer', { replicas: 2 }, /^Lane A: several replicas need a balancer/],
    ['with a balancer that is none', { balancer: 'comments-api' }, /comments-api is no balancer/],
    [
      'with a balancer and a question to one service',
      { ...balanced, restart: true },
      /restart: true asks one service for all that was acknowledged/,
    ],
    ['that retries without a restart', { retry: 'plain' }, /send again only to a service that is started again/],
    [
      'that retries into the log of the first time',
      { restart: true, retry: 'plain', knobs: { restartPolicy: 'always' } },
      /retry goes with restartPolicy: no/,
    ],
    ['that cannot be asked', { container: 'balancer', restart: true }, /names no storedPath/],
    ['whose service has no readiness', { preStopSeconds: 1 }, /has no readiness to take back/],
    ['with a container that there is not', { container: 'nothing' }, /There is no lab container named nothing/],
  ])('%s', (_what, change, message) => {
    expect(() => planOf(change)).toThrow(message);
  });

  test('that its engine cannot run, in the engine’s words', () => {
    const engine = { ...anyEngine, lacks: () => said('this needs Docker.') };
    expect(() => planOf({}, engine)).toThrow('Lane A: this needs Docker.');
  });
});

test('what a learner changed may be what makes a scenario possible', () => {
  const scenario = scenarioWith({ knobs: { init: 'yes' } });
  const engine = {
    ...anyEngine,
    lacks: ({ runtime }: { runtime: { init: boolean } }) => (runtime.init ? said('no init.') : null),
  };
  const plan = (command: Partial<CreateRun>) =>
    planRun(scenario, { scenarioId: 'try', ...command }, containers, engine);
  expect(() => plan({})).toThrow('Lane A: no init.');
  const { lanes, changes } = plan({ lanes: [{ id: 'a', knobs: { init: 'no' } }] });
  expect(lanes[0]?.runtime.init).toBe(false);
  expect(changes).toEqual([{ laneId: 'a', name: 'init', label: expect.any(String), from: 'yes', to: 'no' }]);
});

test('a wait of no seconds is no preStop', () => {
  expect(planOf({ container: 'comments-api', preStopSeconds: 0 }).preStop).toBeNull();
  expect(planOf({ container: 'comments-api', preStopSeconds: 2 }).preStop).toEqual({
    offPath: '/ready/off',
    waitSeconds: 2,
  });
});

describe('what was changed of a scenario', () => {
  const base = { ...balanced, termination: { kind: 'stop', gracePeriodSeconds: 10 }, preStopSeconds: 0 } as const;
  const changes = (command: Partial<CreateRun>) =>
    planRun(scenarioWith(base), { scenarioId: 'try', ...command }, containers, anyEngine).changes;
  const ofLaneA = (change: Omit<NonNullable<CreateRun['lanes']>[number], 'id'>) =>
    changes({ lanes: [{ id: 'a', ...change }] }).map(({ laneId, name, from, to }) => [laneId, name, from, to]);

  test('is nothing where the same was said', () => {
    expect(changes({})).toEqual([]);
    expect(ofLaneA({ knobs: { init: 'no', healthIntervalMs: 1000 }, preStopSeconds: 0 })).toEqual([]);
  });

  test('names each knob, the service’s, the balancer’s and the runtime’s, with where it stood', () => {
    expect(ofLaneA({ knobs: { threads: 3, healthIntervalMs: 200, form: 'shell', stopSignal: 'SIGINT' } })).toEqual([
      ['a', 'threads', expect.any(String), '3'],
      ['a', 'healthIntervalMs', '1000', '200'],
      ['a', 'form', 'exec', 'shell'],
      ['a', 'stopSignal', 'image', 'SIGINT'],
    ]);
  });

  test('names the termination, and what goes before it', () => {
    expect(ofLaneA({ termination: { kind: 'stop', gracePeriodSeconds: 3 }, preStopSeconds: 4 })).toEqual([
      ['a', 'termination', 'docker stop -t 10', 'docker stop -t 3'],
      ['a', 'preStopSeconds', 'none', '4'],
    ]);
  });

  test('is told by the label of the lane, whose author meant it otherwise', () => {
    const labelOfLaneA = (change: Omit<NonNullable<CreateRun['lanes']>[number], 'id'>) =>
      planRun(scenarioWith(base), { scenarioId: 'try', lanes: [{ id: 'a', ...change }] }, containers, anyEngine)
        .lanes[0]?.label;
    const asWritten = labelOfLaneA({});
    expect(asWritten).not.toContain('changed');
    expect(labelOfLaneA({ knobs: { threads: 3 } })).toBe(`${asWritten} (changed)`);
    expect(labelOfLaneA({ termination: { kind: 'stop', gracePeriodSeconds: 3 } })).toBe('docker stop -t 3');
  });

  test('is the traffic’s once, though every lane has the handler’s time', () => {
    expect(changes({ traffic: { handlerTimeMs: 7, keepAlive: true } })).toEqual([
      { laneId: null, name: 'keepAlive', label: 'Clients keep connections', from: 'no', to: 'yes' },
      { laneId: null, name: 'handlerTimeMs', label: 'Handler time (ms)', from: '40', to: '7' },
    ]);
  });
});
