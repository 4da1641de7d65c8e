import { expect, test } from 'vitest';
import { readyLane } from './lane.fixture.ts';

const crash = { kind: 'fault', fault: 'crash' } as const;

test('a crash counts from the request that calls it forth, and is the program’s own end', async () => {
  const { lane, over, happened } = await readyLane({ termination: crash });
  await lane.terminate(crash);
  await over;
  const { exit, terminatedAtMs = Number.NaN, exitedAtMs = Number.NaN, container, wasSent } = lane.view();
  expect(exit).toMatchObject({ exitCode: 1, signal: null, forced: false, endedBy: 'itself' });
  expect(wasSent).toBe(true);
  expect(exit?.durationMs).toBeCloseTo(exitedAtMs - terminatedAtMs, 6);
  expect(container.commandLine).toMatch(/^curl -X POST http:\/\/127\.0\.0\.1:\d+\/fault\/crash$/);
  const texts = happened.map(({ text }) => text).join('\n');
  expect(texts).toContain('The program took crash.');
  expect(texts).toMatch(/exited 1, \d+ ms after the request that made it fail, by its own doing/);
});

test('a program that does not take the request leaves its lane as it was, and says so', async () => {
  const { lane, happened, engine } = await readyLane(
    { termination: crash },
    { behaviour: () => ({ faultStatus: 404 }) },
  );
  await expect(lane.terminate(crash)).rejects.toMatchObject({ code: 'engine-failed' });
  expect(lane.view()).toMatchObject({ state: 'ready', wasSent: false });
  expect(lane.view().terminatedAtMs).toBeUndefined();
  expect(happened.at(-1)?.text).toContain('crash failed: The program answered POST /fault/crash with 404');
  expect(engine.containers[0]?.isOver).toBe(false);
  await lane.dispose();
});

test('a docker kill that follows a crash that did not come is told from it', async () => {
  const { lane, over } = await readyLane(
    { label: 'a crash', termination: crash },
    { behaviour: () => ({ survivesFaults: true }) },
  );
  await lane.terminate(crash);
  await expect(lane.terminate(crash)).rejects.toThrow('only docker kill can follow');
  await lane.terminate({ kind: 'kill', signal: 'SIGKILL' });
  await over;
  expect(lane.view()).toMatchObject({ termination: crash, exit: { exitCode: 137, forced: true, endedBy: 'lab' } });
  const { lines } = lane.log.after(0, 100);
  expect(lines.at(-1)?.text).toContain('after the request that was to make it fail');
  expect(lane.endLabel).toBe('a crash followed by docker kill');
});
