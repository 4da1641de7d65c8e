import { expect, test } from 'vitest';
import { readyLane } from './lane.fixture.ts';

const sigterm = { kind: 'kill', signal: 'SIGTERM' } as const;
const sigkill = { kind: 'kill', signal: 'SIGKILL' } as const;
/** A lane whose readiness is taken back so many seconds before its SIGTERM. */
const leading = (preStopSeconds: number, options: Parameters<typeof readyLane>[1] = {}) =>
  readyLane({ container: 'comments-api', termination: sigterm, preStopSeconds }, options);

const LONG = 60;

test('readiness is taken back, the wait passes, and then the signal comes', async () => {
  const { lane, happened, over } = await leading(0.2);
  await lane.terminate(sigterm);
  const waiting = lane.view();
  expect(waiting).toMatchObject({ state: 'draining', wasSent: false, preStop: { waitSeconds: 0.2 } });
  expect(waiting.terminatedAtMs).toBeUndefined();
  await over;
  const { readinessOffAtMs = Number.NaN, terminatedAtMs = Number.NaN, container } = lane.view();
  expect(terminatedAtMs - readinessOffAtMs).toBeGreaterThanOrEqual(195);
  expect(container.commandLine).toMatch(
    /^curl -X POST http:\/\/127\.0\.0\.1:\d+\/ready\/off && sleep 0\.2 && docker kill --signal=SIGTERM lab-/,
  );
  expect(happened.map(({ kind }) => kind)).toEqual([
    'lane:ready',
    'lane:readiness-off',
    'lane:terminated',
    'lane:termination-accepted',
    'lane:exited',
  ]);
});

test('docker kill during the wait comes before the signal, which is never sent', async () => {
  const { lane, happened, over } = await leading(0.1);
  const witness = await leading(0.2);
  await lane.terminate(sigterm);
  await lane.terminate(sigkill);
  await over;
  // When a longer wait that began later is over, so is this one.
  await witness.lane.terminate(sigterm);
  await witness.over;
  expect(lane.view()).toMatchObject({
    termination: sigkill,
    exit: { exitCode: 137, forced: true, endedBy: 'lab' },
    container: { commandLine: `docker kill ${lane.name}` },
  });
  expect(lane.view().followedAtMs).toBeUndefined();
  expect(lane.endLabel).toBe('docker kill');
  expect(happened.filter(({ kind }) => kind === 'lane:terminated')).toHaveLength(1);
});

test('docker kill goes at once, and so does it where it is all that is sent', async () => {
  const { lane, over } = await leading(LONG);
  await lane.terminate(sigkill);
  await over;
  expect(lane.view().readinessOffAtMs).toBeUndefined();
  expect(lane.view().exit).toMatchObject({ exitCode: 137 });
});

test('a second termination is refused during the wait, with the one that may come', async () => {
  const { lane } = await leading(LONG);
  await lane.terminate(sigterm);
  await expect(lane.terminate(sigterm)).rejects.toMatchObject({
    code: 'already-terminated',
    message: expect.stringMatching(/its termination follows in a moment; only docker kill can come before it/),
  });
  await lane.dispose();
});

test('a lane that is disposed during the wait is sent nothing more', async () => {
  const { lane, happened } = await leading(LONG);
  await lane.terminate(sigterm);
  await lane.dispose();
  expect(lane.view()).toMatchObject({ wasSent: false, state: 'exited' });
  expect(lane.view().exit).toBeUndefined();
  expect(happened.map(({ kind }) => kind)).toEqual(['lane:ready', 'lane:readiness-off']);
});

test('a service that will not give up its readiness leaves the lane as it was', async () => {
  const { lane, happened } = await leading(LONG, { behaviour: () => ({ offStatus: 500 }) });
  await expect(lane.terminate(sigterm)).rejects.toThrow('answered POST /ready/off with 500');
  expect(lane.view()).toMatchObject({ state: 'ready', wasSent: false });
  expect(lane.view().readinessOffAtMs).toBeUndefined();
  expect(lane.awaitsTermination).toBe(true);
  expect(happened.map(({ kind }) => kind)).toEqual(['lane:ready']);
  await lane.dispose();
});

test('an engine that does not carry out the signal after the wait leaves the lane to be ended anew', async () => {
  const { lane, engine, until } = await leading(0.05);
  const [container] = engine.containers;
  if (container === undefined) throw new Error('the lane has a container');
  container.refuses = true;
  await lane.terminate(sigterm);
  await until('lane:failed');
  expect(lane.view()).toMatchObject({ state: 'ready', wasSent: false });
  container.refuses = false;
  await lane.terminate(sigkill);
  await lane.dispose();
  expect(lane.view().exit).toMatchObject({ exitCode: 137 });
});
