import { expect, test } from 'vitest';
import type { ContainerSpec } from '../engines/engine.ts';
import { FakeEngine } from '../engines/fake/fake-engine.ts';
import type { FakeBehaviour } from '../engines/fake/fake-program.ts';
import { createInstance } from '../engines/instance.ts';
import { Fleet, fleetNames } from './fleet.ts';
import { planOf, readyLane } from './lane.fixture.ts';

const never = new AbortController().signal;
const balanced = { container: 'comments-api', replicas: 2, balancer: 'balancer' } as const;
const NAMES = ['lab-1-a', 'lab-1-a-2', 'lab-1-a-balancer'];

/** Starts the containers of a lane, and notes what the engine was told of each. */
async function start(behaviour: (spec: ContainerSpec) => Partial<FakeBehaviour> = () => ({}), abortSignal = never) {
  const specs: ContainerSpec[] = [];
  const engine = new FakeEngine({
    instance: await createInstance(),
    behaviour: (spec) => {
      specs.push(spec);
      return behaviour(spec);
    },
  });
  const starting = Fleet.start(engine, planOf(balanced), 'lab-1-a', () => undefined, abortSignal);
  return { engine, specs, starting };
}

test('a lane with a balancer has a name for each of its containers, and one group for all', async () => {
  const { engine, specs, starting } = await start();
  await using fleet = await starting;
  expect(specs.map(({ name }) => name)).toEqual(NAMES);
  expect(specs.map(({ group }) => group)).toEqual(['lab-1-a', 'lab-1-a', 'lab-1-a']);
  expect(fleet.others.map(({ title, role }) => [title, role])).toEqual([
    ['replica 2', 'replica'],
    ['balancer', 'balancer'],
  ]);
  expect(fleetNames(planOf(balanced), 'lab-1-a').map(({ name }) => name)).toEqual(NAMES.slice(1));
  expect(engine.containers).toHaveLength(3);
});

test('the balancer is told where the replicas are, and is where the requests go', async () => {
  const { engine, specs, starting } = await start();
  await using fleet = await starting;
  const [one, two, balancer] = engine.containers;
  expect(specs.at(-1)?.environment.UPSTREAMS).toBe(`${one?.inside} ${two?.inside}`);
  expect(specs[0]?.environment.UPSTREAMS).toBeUndefined();
  expect(fleet.address).toEqual(balancer?.address);
  expect(fleet.url).toBe(balancer?.url);
  expect(fleet.service.name).toBe('lab-1-a');
});

test('a lane of one container has no group', async () => {
  const engine = new FakeEngine({
    instance: await createInstance(),
    behaviour: ({ group }) => {
      expect(group).toBeUndefined();
      return {};
    },
  });
  await using fleet = await Fleet.start(engine, planOf({}), 'lab-1-a', () => undefined, never);
  expect(fleet.others).toEqual([]);
  expect(fleet.address).toEqual(fleet.service.address);
});

test.each(NAMES)('where %s does not start, all of them are removed, and the failure is told', async (name) => {
  const { engine, starting } = await start((spec) => ({ start: spec.name === name ? 'fail' : 'serve' }));
  await expect(starting).rejects.toThrow(`${name} ended with exit code 3`);
  expect(engine.containers).toEqual([]);
});

test.each(NAMES)('given up while %s starts, it leaves nothing', async (name) => {
  const controller = new AbortController();
  const { engine, starting } = await start((spec) => {
    if (spec.name === name) queueMicrotask(() => controller.abort());
    return { start: spec.name === name ? 'hang' : 'serve' };
  }, controller.signal);
  await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
  expect(engine.containers).toEqual([]);
});

test('a removal that fails does not hide why the start did', async () => {
  const { starting } = await start(({ name }) =>
    name.endsWith('-balancer') ? { start: 'fail' } : { irremovable: true },
  );
  await expect(starting).rejects.toThrow('lab-1-a-balancer ended with exit code 3');
});

test.each([
  ['the balancer', 2, /^Lane A: The balancer ended with exit code 137 in the middle of the run/],
  ['a replica', 1, /^Lane A: The replica 2 ended with exit code 137 in the middle of the run/],
])('a lane whose %s ends in the middle of the run fails, once', async (_who, place, words) => {
  const { lane, engine, happened, until } = await readyLane(balanced);
  engine.containers[place]?.signalFromOutside('SIGKILL');
  await until('lane:failed');
  expect(lane.state).toBe('failed');
  await lane.dispose();
  const failures = happened.filter(({ kind }) => kind === 'lane:failed');
  expect(failures).toEqual([{ kind: 'lane:failed', text: expect.stringMatching(words) }]);
  expect(lane.verdict()).toBeUndefined();
  expect(engine.containers).toEqual([]);
});

test('the others of an ended lane run on until it is removed, and then every log is whole', async () => {
  const { lane, engine, over } = await readyLane(balanced);
  await lane.terminate({ kind: 'kill', signal: 'SIGKILL' });
  await over;
  expect(engine.containers.map(({ isOver }) => isOver)).toEqual([true, false, false]);
  expect(lane.view()).toMatchObject({ state: 'exited', logComplete: false });
  await lane.dispose();
  expect(lane.view()).toMatchObject({ state: 'exited', logComplete: true, exit: { exitCode: 137 } });
  expect(engine.containers).toEqual([]);
});

test('an engine that goes away fails a lane once, however many containers it had', async () => {
  const { lane, engine, happened, until } = await readyLane(balanced);
  engine.lose();
  await until('lane:failed');
  await lane.dispose();
  expect(happened.filter(({ kind }) => kind === 'lane:failed')).toHaveLength(1);
});
