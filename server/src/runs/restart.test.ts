import { expect, test } from 'vitest';
import { scenarioWith } from './lane.fixture.ts';
import { measure } from './measure.ts';
import { TestRuns, until } from './testing.ts';

const crash = { kind: 'fault', fault: 'crash' } as const;
const sigterm = { kind: 'kill', signal: 'SIGTERM' } as const;
/** Its first lane crashes and comes back; the second one is ended once and for all. */
const coming = scenarioWith({ knobs: { restartPolicy: 'always' }, termination: crash, restart: true });

test('traffic goes on to a lane that its restart policy brings back, and the run ends by itself after that', async () => {
  await using lab = await TestRuns.open({}, coming);
  const run = await lab.running();
  const [fake] = lab.engine.containers;
  await run.terminate();
  await until(run, () => run.status === 'finished');
  const view = run.view();
  const [lane] = view.lanes;
  const { exitedAtMs = Number.NaN, cameBackAtMs = Number.NaN } = lane ?? {};
  expect(lane?.exit).toMatchObject({ exitCode: 1, endedBy: 'itself', forced: false });
  expect(cameBackAtMs).toBeGreaterThan(exitedAtMs);
  // Nobody waited 5 s for the end of a log that goes on.
  expect(cameBackAtMs - exitedAtMs).toBeLessThan(4_000);
  // The test's runs go on for 200 ms after the last lane is over.
  expect(view.trafficEndedAtMs).toBeGreaterThan(cameBackAtMs + 195);
  const after = run
    .lane('a')
    .ledger.rows()
    .filter(({ sentAt }) => (sentAt ?? 0) > cameBackAtMs);
  expect(after.length).toBeGreaterThan(0);
  expect(after.every(({ outcome }) => outcome === 'completed')).toBe(true);
  // What its second life says is in the log, and of the verdict.
  expect(after.every(({ evidence }) => evidence === 'stored')).toBe(true);
  expect(lane?.logComplete).toBe(true);
  expect(view.comparison?.final).toBe(true);
  expect(fake?.timesStartedAgain).toBe(0);
});

test('what it had acknowledged is asked of its second life, which the lab did not start', async () => {
  await using lab = await TestRuns.open({}, coming);
  const run = await lab.running();
  await run.terminate();
  await until(run, () => run.status === 'finished');
  const [lane] = run.view().lanes;
  const { exitedAtMs = Number.NaN } = lane ?? {};
  // An answer may be read late, but what was sent to the first life nobody else can answer.
  const before = run
    .lane('a')
    .ledger.rows()
    .filter(({ outcome, sentAt }) => outcome === 'completed' && (sentAt ?? 0) < exitedAtMs);
  expect(lane?.survival).toMatchObject({ forgotten: before.length });
  const texts = run.view().events.map(({ text }) => text);
  expect(texts).toContain('Lane A runs again and was asked what it still has.');
});

test('a run that is finished while a signal waits for its moment sends it to nobody', async () => {
  const leading = scenarioWith({ container: 'comments-api', termination: sigterm, preStopSeconds: 1 });
  await using lab = await TestRuns.open(
    { behaviour: ({ name }) => (name.endsWith('-a') ? { handlerTimeMs: 60_000 } : {}) },
    leading,
  );
  const run = await lab.create();
  await until(run, () => run.status === 'ready');
  run.start();
  await until(run, () => run.lane('a').counts().inFlight > 0);
  await run.terminateLane('a', sigterm);
  // It waits 2 s for the answers to what is in flight: longer than the signal had to wait.
  await run.finish();
  const kinds = run.view().events.map(({ kind }) => kind);
  expect(kinds).toContain('lane:readiness-off');
  expect(kinds).not.toContain('lane:terminated');
  expect(run.view().lanes[0]).toMatchObject({ wasSent: false, state: 'exited' });
});

test('a comparison of lanes whose logs are whole only at the end is final then', async () => {
  await using lab = await TestRuns.open(
    {},
    scenarioWith({ container: 'comments-api', replicas: 2, balancer: 'balancer' }),
  );
  const run = await lab.running();
  await run.terminate();
  await until(run, () => run.lanes.every(({ isOver }) => isOver));
  expect(run.view().comparison?.final).toBe(false);
  // Looked at all the time, as a page does: what was provisional must not be kept.
  await until(run, () => run.view().comparison !== undefined && run.status === 'finished');
  expect(run.view().comparison).toMatchObject({ final: true });
});

const runsOn = scenarioWith({
  termination: sigterm,
  expect: { exitCode: 'never', lost: { min: 0, max: 9 }, logHas: [], logLacks: [] },
});
const ignoring = {
  behaviour: ({ name }: { name: string }) => (name.endsWith('-a') ? { onTerm: 'ignore' as const } : {}),
};

test('a lane that runs on, as its scenario says, is a whole trial without an exit', async () => {
  await using lab = await TestRuns.open(ignoring, runsOn);
  const run = await lab.running();
  await run.terminate();
  await until(run, () => run.lane('b').isOver);
  await run.finish();
  expect(measure(run)).toMatchObject({
    state: 'measured',
    lanes: [{ exitCode: null, durationMs: null, promises: {} }, { exitCode: 0 }],
  });
});

test.each([
  ['ends all the same', {}, [sigterm], /^Lane A ended, and its scenario says that it runs on/],
  ['was sent nothing', ignoring, [], /^Lane A was sent nothing/],
  [
    'was sent something else',
    ignoring,
    [{ kind: 'kill', signal: 'SIGINT' } as const],
    /^Lane A was sent something else than its scenario plans/,
  ],
])('a lane that is to run on and %s makes a broken trial', async (_what, options, sent, words) => {
  await using lab = await TestRuns.open(options, runsOn);
  const run = await lab.running();
  await run.terminateLane('b', { kind: 'kill', signal: 'SIGTERM' });
  for (const termination of sent) await run.terminateLane('a', termination);
  await until(run, () => run.lane('b').isOver && (sent.length === 0 || options === ignoring || run.lane('a').isOver));
  await run.finish();
  expect(measure(run)).toMatchObject({ state: 'broken', reason: { message: expect.stringMatching(words) } });
});
