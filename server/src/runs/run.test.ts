import { describe, expect, test } from 'vitest';
import { SCENARIO, TestRuns, until } from './testing.ts';

describe('a run', () => {
  test('goes from preparing over ready and running to finished, and says so in the past tense', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.create();
    expect(run.status).toBe('preparing');
    await until(run, () => run.status === 'ready');
    run.start();
    expect(run.status).toBe('running');
    await until(run, () => run.view().lanes.every(({ counts }) => counts.completed > 0));
    await run.terminate();
    await until(run, () => run.status === 'finished');
    const kinds = run.view().events.map(({ kind }) => kind);
    expect(kinds[0]).toBe('run:created');
    expect(kinds.at(-1)).toBe('run:finished');
    expect(new Set(kinds)).toEqual(
      new Set([
        'run:created',
        'lane:ready',
        'run:started',
        'lane:terminated',
        'lane:termination-accepted',
        'lane:exited',
        'traffic:ended',
        'run:finished',
      ]),
    );
  });

  test('gives every lane the same schedule, and every request one outcome', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.running();
    await run.terminate();
    await until(run, () => run.status === 'finished');
    const [a, b] = run.lanes.map((lane) => lane.ledger.rows());
    expect(a?.map(({ dueAt }) => dueAt)).toEqual(b?.map(({ dueAt }) => dueAt));
    for (const { counts } of run.view().lanes) {
      expect(counts.inFlight).toBe(0);
      expect(counts.due).toBe(counts.completed + counts.refused + counts.cut + counts.timedOut + counts.notSent);
      expect(counts.refused).toBeGreaterThan(0);
    }
  });

  test('tells a SIGKILL from a SIGTERM by what it saw', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.running();
    await run.terminate();
    await until(run, () => run.status === 'finished');
    const [a, b] = run.view().lanes;
    expect(a?.exit).toMatchObject({ exitCode: 137, signal: 'SIGKILL', forced: true, endedBy: 'lab' });
    expect(b?.exit).toMatchObject({ exitCode: 0, signal: null, forced: false, endedBy: 'lab' });
    expect(run.view().comparison?.final).toBe(true);
  });

  test('that is in the middle when the lab ends proves nothing: what it lost nobody knows', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.running();
    await run.dispose();
    const view = run.view();
    expect(view.error).toMatchObject({ message: 'The lab was ended in the middle of this run.' });
    expect([view.status, view.comparison]).toEqual(['invalid', undefined]);
    expect(view.lanes.map(({ counts }) => counts.lost)).toEqual([null, null]);
  });

  test('puts the exit of a lane at t0 and the time that it took', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.running();
    await run.terminate();
    await until(run, () => run.status === 'finished');
    for (const { terminatedAtMs, exitedAtMs, exit } of run.view().lanes) {
      // The engine counts from its own sending, a moment after t0.
      const sentAt = (exitedAtMs ?? Number.NaN) - (exit?.durationMs ?? Number.NaN);
      expect(sentAt).toBeGreaterThanOrEqual(terminatedAtMs ?? Number.NaN);
    }
  });

  test('finished by hand while it runs waits for the answers and claims nothing of lanes that nobody ended', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.running();
    await run.finish();
    expect(run.status).toBe('finished');
    const view = run.view();
    expect(view.comparison).toBeUndefined();
    for (const lane of view.lanes) {
      expect(lane.exit).toBeUndefined();
      expect(lane.verdict).toBeUndefined();
      expect(lane.counts.lost?.total).toBe(0);
      expect(lane.counts.due).toBe(lane.counts.completed);
    }
    expect(lab.engine.containers).toEqual([]);
  });

  test('finished by hand while a lane drains judges nothing by the removal, and says that it gave up', async () => {
    await using lab = await TestRuns.open({
      behaviour: ({ name }) => (name.endsWith('-b') ? { onTerm: 'ignore', handlerTimeMs: 60_000 } : {}),
    });
    const run = await lab.create();
    await until(run, () => run.status === 'ready');
    run.start();
    await until(run, () => run.view().lanes.every(({ counts }) => counts.inFlight > 0));
    await run.terminateLane('a', { kind: 'kill', signal: 'SIGKILL' });
    await run.terminateLane('b', { kind: 'stop', gracePeriodSeconds: 60 });
    await until(run, () => run.lane('a').state === 'exited');
    await run.finish();
    const view = run.view();
    const lane = view.lanes[1];
    expect(lane).toMatchObject({ state: 'exited', counts: { cut: 0, inFlight: 0 } });
    expect(lane?.counts.timedOut).toBeGreaterThan(0);
    expect(lane?.counts.lost?.unknown).toBe(lane?.counts.timedOut);
    expect(lane?.exit).toBeUndefined();
    expect(lane?.verdict).toBeUndefined();
    const sentence = view.comparison?.sentence.map(({ text }) => text).join('');
    expect(sentence).toContain('docker stop -t 60 still kept');
    expect(sentence).toContain('The run was finished before docker stop -t 60 had ended');
    expect(sentence).not.toContain('Provisional');
  });

  test('finished by hand while it is being prepared is never ready', async () => {
    await using lab = await TestRuns.open({ behaviour: () => ({ start: 'hang' }) });
    const run = await lab.create();
    const seen = new Set<string>();
    run.subscribe(() => seen.add(run.status));
    await run.finish();
    expect([...seen]).toEqual(['preparing', 'finished']);
  });

  test('removed while it is being prepared leaves no container', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.create();
    await lab.runs.remove(run.id);
    expect(lab.engine.containers).toEqual([]);
    expect(() => lab.runs.get(run.id)).toThrow('There is no run');
  });

  test('whose image cannot be built is invalid, with the builder’s words, and leaves nothing', async () => {
    await using lab = await TestRuns.open({ prepareFailure: 'no space left' });
    const run = await lab.create();
    await until(run, () => run.status === 'invalid');
    expect(run.view().error).toMatchObject({ code: 'image-build-failed', message: 'no space left' });
    expect(run.view().lanes.map(({ state }) => state)).toContain('failed');
  });

  test('with one lane that cannot start is invalid, and the other lane’s container is removed', async () => {
    await using lab = await TestRuns.open({
      behaviour: ({ name }) => (name.endsWith('-a') ? { start: 'fail' } : {}),
    });
    const run = await lab.create();
    await until(run, () => run.status === 'invalid');
    await run.finish();
    expect(run.view().error?.message).toContain('cannot start');
    expect(lab.engine.containers).toEqual([]);
  });

  test('whose engine goes away is invalid: no verdict, no comparison, and still no request without an outcome', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.running();
    lab.engine.lose();
    await until(run, () => run.status === 'invalid');
    await run.finish();
    const view = run.view();
    expect(view.error?.code).toBe('engine-unavailable');
    expect(view.comparison).toBeUndefined();
    expect(view.lanes.map(({ verdict }) => verdict)).toEqual([undefined, undefined]);
    expect(view.lanes.map(({ counts }) => counts.lost)).toEqual([null, null]);
    expect(view.lanes.map(({ counts }) => counts.inFlight)).toEqual([0, 0]);
  });
});

describe('illegal moves answer with what to do', () => {
  test('before it is ready', async () => {
    await using lab = await TestRuns.open({ behaviour: () => ({ start: 'hang' }) });
    const run = await lab.create();
    expect(() => run.start()).toThrow('still being prepared');
    await expect(run.terminate()).rejects.toThrow('still being prepared');
    await expect(run.terminateLane('a', { kind: 'kill', signal: 'SIGTERM' })).rejects.toThrow('still being prepared');
  });

  test('twice, and after the exit', async () => {
    await using lab = await TestRuns.open({ behaviour: () => ({ onTerm: 'ignore' }) });
    const run = await lab.running();
    expect(() => run.start()).toThrow('already begun');
    await run.terminateLane('b', { kind: 'kill', signal: 'SIGTERM' });
    await expect(run.terminateLane('b', { kind: 'kill', signal: 'SIGTERM' })).rejects.toThrow('only docker kill');
    await run.terminateLane('b', { kind: 'kill', signal: 'SIGKILL' });
    await expect(run.terminateLane('b', { kind: 'kill', signal: 'SIGKILL' })).rejects.toThrow(/already (sent|ended)/);
    await until(run, () => run.lane('b').state === 'exited');
    await expect(run.terminateLane('b', { kind: 'kill', signal: 'SIGKILL' })).rejects.toThrow('already ended');
    expect(run.lane('b').view().exit).toMatchObject({ exitCode: 137, forced: true });
    expect(run.lane('b').endLabel).toBe('SIGTERM kill followed by docker kill');
    expect(run.lane('b').view().termination).toEqual({ kind: 'kill', signal: 'SIGTERM' });
  });

  test('when it is over', async () => {
    await using lab = await TestRuns.open();
    const run = await lab.running();
    await run.finish();
    expect(() => run.start()).toThrow('This run is over');
    await expect(run.terminate()).rejects.toThrow('This run is over');
    await run.finish();
  });

  test('and a run that cannot be planned is refused before anything is made', async () => {
    await using lab = await TestRuns.open();
    await expect(lab.create({ scenarioId: 'none' })).rejects.toThrow('there are: try');
    await expect(lab.create({ lanes: [{ id: 'c' }] })).rejects.toThrow('has no lane c');
    await expect(lab.create({ lanes: [{ id: 'a', knobs: { nothing: 1 } }] })).rejects.toThrow('no knob "nothing"');
    await expect(lab.create({ lanes: [{ id: 'a', knobs: { constructor: 1 } }] })).rejects.toThrow('no knob "constr');
    await expect(lab.create({ traffic: { clients: 3 } })).rejects.toThrow('traffic');
    expect(lab.runs.list()).toEqual([]);
  });
});

test('a learner may change the traffic and the terminations of a run', async () => {
  await using lab = await TestRuns.open();
  const run = await lab.create({
    traffic: { ratePerSecond: 5, handlerTimeMs: 7 },
    lanes: [{ id: 'a', termination: { kind: 'stop', gracePeriodSeconds: 3 } }],
  });
  const view = run.view();
  expect(view.traffic).toEqual({ ...SCENARIO.traffic, ratePerSecond: 5, handlerTimeMs: 7 });
  expect(view.lanes[0]?.container.commandLine).toBe(`docker stop -t 3 lab-${run.id}-a`);
  expect(view.lanes[0]?.container.knobs).toMatchObject({ handlerTimeMs: 7 });
  expect(view.lanes.map(({ label }) => label)).toEqual(['docker stop -t 3', 'SIGTERM kill']);
});

test.each([
  { remembers: false, state: 'broken' },
  { remembers: true, state: 'kept' },
])(
  'asks a service that is started again what it still has: $state where it remembers $remembers',
  async ({ remembers, state }) => {
    await using lab = await TestRuns.open({ behaviour: () => ({ remembers }) });
    const run = await lab.create({ lanes: [{ id: 'b', restart: true }] });
    await until(run, () => run.status === 'ready');
    run.start();
    await until(run, () => run.view().lanes.every(({ counts }) => counts.completed > 2));
    await run.terminate();
    await until(run, () => run.isSealed);
    const [a, b] = run.view().lanes;
    const promise = (lane: typeof a) => lane?.verdict?.promises.find(({ id }) => id === 'acknowledged-survives');
    expect(promise(a)?.state).toBe('unknown');
    expect(promise(b)?.state).toBe(state);
    expect(b?.survival).toMatchObject({
      acknowledged: b?.counts.completed,
      forgotten: remembers ? 0 : b?.counts.completed,
    });
    expect(run.view().events.map(({ kind }) => kind)).toContain('lane:restarted');
  },
);

test('the lab holds a bounded number of runs, and takes none when it ends', async () => {
  await using lab = await TestRuns.open({ behaviour: () => ({ start: 'hang' }) });
  for (let n = 0; n < 20; n++) await lab.create();
  await expect(lab.create()).rejects.toThrow('finish one of them');
  await lab.runs.dispose();
  expect(lab.runs.list().every((run) => run.status === 'finished')).toBe(true);
  await expect(lab.create()).rejects.toThrow('shutting down');
});
