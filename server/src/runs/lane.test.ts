import { expect, test } from 'vitest';
import { monotonicMs } from '../clock.ts';
import { exitNow, HeldContainer, readyLane } from './lane.fixture.ts';

/** A ready lane on a container that is held. */
async function heldLane() {
  const container = new HeldContainer();
  return { ...(await readyLane({}, { start: async () => container })), container };
}

const ownEnd = { endedBy: 'itself', exitCode: 3, signal: null, forced: false } as const;

test('a container that has ended is sent nothing more, though its log is still being read', async () => {
  const { lane, container, over } = await heldLane();
  container.exit.resolve(exitNow(ownEnd));
  await container.exited;
  expect(lane.awaitsTermination).toBe(false);
  await expect(lane.terminate({ kind: 'kill', signal: 'SIGKILL' })).rejects.toThrow('has already ended');
  container.logEnd.resolve();
  await over;
  expect(container.signals).toBe(0);
  expect(lane.view()).toMatchObject({ state: 'exited', exit: { exitCode: 3, endedBy: 'itself' } });
  expect(lane.view().terminatedAtMs).toBeUndefined();
  expect(lane.endLabel).toBe('Lane A');
});

test('the exit stands in the log with its own time, though the log is read to its end only later', async () => {
  const before = Date.now();
  const { lane, container, over } = await heldLane();
  const after = Date.now();
  container.exit.resolve(exitNow({ ...ownEnd, endedAt: monotonicMs() - 500 }));
  container.logEnd.resolve();
  await over;
  const { exitedAtMs = Number.NaN } = lane.view();
  const [mark] = lane.log.after(0, 100).lines.slice(-1);
  expect(mark?.text).toMatch(/^exited 3/);
  expect(mark?.at).toBeGreaterThanOrEqual(exitedAtMs + 500);
  const runStartedAt = (mark?.writtenAt ?? Number.NaN) - exitedAtMs;
  expect(runStartedAt).toBeGreaterThanOrEqual(before);
  expect(runStartedAt).toBeLessThanOrEqual(after);
});

test('an end from outside has a moment of its signal only where the engine saw the signal', async () => {
  const unseen = await heldLane();
  unseen.container.exit.resolve(exitNow({ endedBy: 'outside', forced: false, durationMs: 5_000 }));
  unseen.container.logEnd.resolve();
  await unseen.over;
  expect(unseen.lane.view().terminatedAtMs).toBeUndefined();

  const seen = await heldLane();
  const signalledAt = monotonicMs();
  seen.container.exit.resolve(exitNow({ endedBy: 'outside', signalledAt }));
  seen.container.logEnd.resolve();
  await seen.over;
  const { terminatedAtMs = Number.NaN, exitedAtMs = Number.NaN } = seen.lane.view();
  expect(terminatedAtMs).toBeGreaterThan(0);
  expect(terminatedAtMs).toBeLessThanOrEqual(exitedAtMs);
});

test('a container that its restart policy starts again is over when it answers, and its log is whole when it is gone', async () => {
  const { lane, container, over, until, happened } = await heldLane();
  container.exit.resolve(exitNow({ ...ownEnd, restarts: true }));
  await until('lane:exited');
  expect(lane.isOver).toBe(false);
  expect(lane.view()).toMatchObject({ state: 'exited', exit: { exitCode: 3 }, logComplete: false });
  expect(lane.view().cameBackAtMs).toBeUndefined();

  container.back.resolve(container.address);
  await over;
  expect(lane.isOver).toBe(true);
  const { cameBackAtMs = Number.NaN, exitedAtMs = Number.NaN, logComplete } = lane.view();
  expect(cameBackAtMs).toBeGreaterThanOrEqual(exitedAtMs);
  expect(logComplete).toBe(false);
  expect(happened.map(({ kind }) => kind)).toEqual(['lane:ready', 'lane:exited', 'lane:came-back']);

  const removed = lane.dispose();
  // It is ended before it is removed: what is removed while it runs may leave its last lines unread.
  await expect.poll(() => container.signals).toBe(1);
  container.logEnd.resolve();
  await removed;
  expect(lane.view().logComplete).toBe(true);
});

test('a container that does not come back leaves its lane over, and nobody says that it came', async () => {
  const { lane, container, over, until, happened } = await heldLane();
  container.exit.resolve(exitNow({ ...ownEnd, restarts: true }));
  await until('lane:exited');
  container.back.resolve(null);
  await over;
  expect(lane.isOver).toBe(true);
  expect(lane.view().cameBackAtMs).toBeUndefined();
  expect(happened.map(({ kind }) => kind)).not.toContain('lane:came-back');
  const { lines } = lane.log.after(0, 100);
  expect(lines.at(-1)).toMatchObject({ stream: 'lab', text: expect.stringContaining('does not answer again') });
});
