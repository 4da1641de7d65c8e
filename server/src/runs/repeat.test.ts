import { describe, expect, test, vi } from 'vitest';
import { comesTo, over, TestRepeats } from './repeat.fixture.ts';
import type { Run } from './run.ts';
import { SCENARIO } from './testing.ts';

// Each trial keeps its traffic for two seconds after the last exit.
vi.setConfig({ testTimeout: 30_000 });

describe('a repeat', () => {
  test('runs each trial to its end, one after the other, and keeps what each lane lost', async () => {
    await using lab = await TestRepeats.open();
    const repeat = await lab.create(2);
    let most = 0;
    const steps: string[] = [];
    repeat.subscribe(() => {
      most = Math.max(most, lab.lab.engine.containers.length);
      const { current } = repeat.view();
      const step = current === null ? 'none' : `${current.number} ${current.step}`;
      if (steps.at(-1) !== step) steps.push(step);
    });
    await over(repeat);
    const view = repeat.view();
    expect(view).toMatchObject({ status: 'finished', stopReason: null, current: null, trials: 2 });
    expect(view.results.map(({ number, state }) => [number, state])).toEqual([
      [1, 'measured'],
      [2, 'measured'],
    ]);
    expect(new Set(view.results.map(({ runId }) => runId)).size).toBe(2);
    const ofTrial = (number: number) => ['traffic', 'ending'].map((step) => `${number} ${step}`);
    expect(steps).toEqual([...ofTrial(1), 'none', '2 preparing', ...ofTrial(2), 'none']);
    expect(most).toBe(SCENARIO.lanes.length);
    expect(lab.lab.engine.containers).toEqual([]);
    for (const trial of view.results) {
      if (trial.state !== 'measured') throw new Error('every trial was measured');
      const run = lab.lab.runs.get(trial.runId).view();
      expect(trial.lanes.map(({ id, counts, exitCode }) => ({ id, lost: counts.lost, exitCode }))).toEqual(
        run.lanes.map(({ id, counts, exit }) => ({ id, lost: counts.lost, exitCode: exit?.exitCode })),
      );
      expect(trial.lanes.map(({ exitCode }) => exitCode)).toEqual([137, 0]);
      expect(trial.jitterMs).toBe(50);
      // The earliest moment and the random part, or later where the containers were slow to answer.
      expect(trial.momentMs).toBeGreaterThanOrEqual(40);
      expect(trial.momentMs).toBeLessThan(trial.tookMs);
      const [, graceful] = trial.lanes;
      expect(graceful?.promises['no-sigkill']).toBe('kept');
    }
    expect(view.spread.map(({ n }) => n)).toEqual([2, 2]);
    expect(view.sentence.map(({ text }) => text).join('')).toMatch(/^In 2 trials docker kill lost/);
  });

  test('stopped in mid-trial ends it, counts it in nothing, and keeps what there is', async () => {
    await using lab = await TestRepeats.open();
    const repeat = await lab.create(50);
    await comesTo(repeat, () => repeat.view().current?.number === 2 && repeat.view().current?.step === 'traffic');
    const stopped = lab.repeats.stop(repeat.id);
    expect(repeat.view()).toMatchObject({ status: 'running', isStopping: true });
    await Promise.all([stopped, lab.repeats.stop(repeat.id)]);
    const view = repeat.view();
    expect(view).toMatchObject({ status: 'stopped', stopReason: 'It was stopped by hand.', isStopping: false });
    expect(view.results.map(({ state }) => state)).toEqual(['measured', 'stopped']);
    expect(view.spread.map(({ n }) => n)).toEqual([1, 1]);
    expect(lab.lab.engine.containers).toEqual([]);
  });

  test('stopped while it prepares waits for nobody', async () => {
    await using lab = await TestRepeats.open({ behaviour: () => ({ start: 'hang' }) });
    const repeat = await lab.create(3);
    await lab.repeats.stop(repeat.id);
    expect(repeat.view().results.map(({ state }) => state)).toEqual(['stopped']);
    expect(lab.lab.engine.containers).toEqual([]);
  });

  test('reports a trial whose container cannot start, and goes on with the next', async () => {
    let starts = 0;
    await using lab = await TestRepeats.open({
      behaviour: ({ name }) => (name.endsWith('-a') && ++starts === 1 ? { start: 'fail' } : {}),
    });
    const repeat = await lab.create(2);
    await over(repeat);
    const { status, results, spread } = repeat.view();
    expect(status).toBe('finished');
    expect(results).toMatchObject([
      { state: 'broken', reason: { code: 'engine-failed', message: expect.stringContaining('cannot start') } },
      { state: 'measured' },
    ]);
    expect(spread.map(({ n }) => n)).toEqual([1, 1]);
  });

  test('reports a lane that ignores its signal after a limit, and removes it', async () => {
    await using lab = await TestRepeats.open({
      behaviour: ({ name }) => (name.endsWith('-b') ? { onTerm: 'ignore' } : {}),
    });
    const repeat = await lab.create(2);
    await over(repeat);
    const { status, results, spread } = repeat.view();
    expect(status).toBe('finished');
    expect(results.map((trial) => trial.state === 'broken' && trial.reason)).toMatchObject(
      [1, 2].map(() => ({
        code: 'not-ended',
        message: 'Lane B had not ended 0.3 s after the signal, and was removed.',
      })),
    );
    expect(spread).toEqual([]);
    expect(lab.lab.engine.containers).toEqual([]);
  });

  test('stops after the third broken trial in a row: the others would break, too', async () => {
    await using lab = await TestRepeats.open({ prepareFailure: 'no space left' });
    const repeat = await lab.create(10);
    await over(repeat);
    const { status, stopReason, results } = repeat.view();
    expect(status).toBe('stopped');
    expect(stopReason).toBe('3 trials in a row were broken, the last because: no space left');
    expect(results.map(({ state }) => state)).toEqual(['broken', 'broken', 'broken']);
  });

  test('stops at once when the engine is gone, and says so', async () => {
    await using lab = await TestRepeats.open();
    const repeat = await lab.create(10);
    await comesTo(repeat, () => repeat.view().current?.step === 'traffic');
    lab.lab.engine.lose();
    await over(repeat);
    const { status, stopReason, results } = repeat.view();
    expect(status).toBe('stopped');
    expect(stopReason).toContain('The fake engine went away');
    expect(results).toMatchObject([{ state: 'broken', reason: { code: 'engine-unavailable' } }]);
  });

  test('does not count a trial in which somebody else took a hand', async () => {
    await using lab = await TestRepeats.open({}, { warmUp: 600 });
    const repeat = await lab.create(2);
    const meddle = async (number: number, work: (run: Run) => Promise<void>) => {
      await comesTo(repeat, () => {
        const { current } = repeat.view();
        return current?.number === number && current.step === 'traffic';
      });
      await work(lab.lab.runs.get(repeat.view().current?.runId ?? ''));
    };
    await meddle(1, (run) => run.finish());
    await meddle(2, (run) => run.terminateLane('b', { kind: 'kill', signal: 'SIGKILL' }));
    await over(repeat);
    expect(repeat.view().results.map((trial) => trial.state === 'broken' && trial.reason.message)).toEqual([
      'Lane A was removed before it had ended: its run was finished by hand.',
      'Lane B was ended in another way than its scenario plans.',
    ]);
  });

  test('does not count a trial whose traffic was over before the signal came', async () => {
    await using lab = await TestRepeats.open();
    const repeat = await lab.create(2, { traffic: { maxRequests: 1 } });
    await over(repeat);
    const codes = repeat.view().results.map((trial) => trial.state === 'broken' && trial.reason.code);
    expect(codes).toEqual(['traffic-over', 'traffic-over']);
  });

  test('shows what it has, when the lab ends, and leaves no container', async () => {
    const lab = await TestRepeats.open();
    const repeat = await lab.create(10);
    await comesTo(repeat, () => repeat.view().current?.step === 'traffic');
    await lab[Symbol.asyncDispose]();
    expect(repeat.view()).toMatchObject({ status: 'stopped', stopReason: 'The lab ended.' });
    expect(lab.lab.engine.containers).toEqual([]);
    expect(lab.store.get(repeat.id)?.record.status).toBe('stopped');
  });
});

describe('the repeats of a lab', () => {
  test('are two at a time', async () => {
    await using lab = await TestRepeats.open({ behaviour: () => ({ start: 'hang' }) });
    const [first] = await Promise.all([lab.create(2), lab.create(2)]);
    await expect(lab.create(2)).rejects.toThrow('2 repeats are going on');
    await lab.repeats.stop(first.id);
    await lab.create(2);
  });

  test('are refused before anything is made, where their first trial cannot be made', async () => {
    await using lab = await TestRepeats.open();
    await expect(lab.create(2, { scenarioId: 'none' })).rejects.toThrow('There is no scenario "none"');
    await expect(lab.create(2, { lanes: [{ id: 'c' }] })).rejects.toThrow('has no lane c');
    expect(lab.repeats.list()).toEqual([]);
  });

  test('can be found when they are over, and forgotten', async () => {
    await using lab = await TestRepeats.open({ behaviour: () => ({ start: 'hang' }) });
    const repeat = await lab.create(2);
    expect(lab.repeats.list().map(({ status }) => status)).toEqual(['running']);
    expect(lab.repeats.summaries(SCENARIO.id)).toMatchObject([
      { id: repeat.id, status: 'running', trials: 2, done: 0 },
    ]);
    expect(lab.repeats.summaries('another')).toEqual([]);
    await lab.repeats.stop(repeat.id);
    expect(lab.repeats.list().map(({ id, status }) => [id, status])).toEqual([[repeat.id, 'stopped']]);
    expect(lab.repeats.get(repeat.id).view()).toMatchObject({ id: repeat.id, status: 'stopped' });
    // The trial that was cut short is no trial.
    expect(lab.repeats.summaries(SCENARIO.id)).toMatchObject([{ status: 'stopped', done: 0 }]);
    await lab.repeats.remove(repeat.id);
    expect(() => lab.repeats.get(repeat.id)).toThrow('There is no repeat');
  });
});
