import { expect, it } from 'vitest';
import { createInstance } from '../instance.ts';
import { endAfterEach, isDockerNeeded, makeEngine, outside, start } from './contract-support.ts';
import { ownLabels } from './labels.ts';

endAfterEach();

it.runIf(await isDockerNeeded())('a dead lab’s network that is in use is left and named', async () => {
  const engine = await makeEngine();
  const alive = await createInstance();
  // No process has this id: it lies above the most that Linux hands out.
  const dead = { ...alive, owner: JSON.stringify({ ...JSON.parse(alive.owner), pid: 4_194_305 }) };
  const name = `graceful-shutdown-lab-${dead.id}-1`;
  const guest = await start(engine);
  const network = await outside.createNetwork({ Name: name, Driver: 'bridge', Labels: ownLabels(dead) });
  await network.connect({ Container: guest.id });
  const { networks, left } = await engine.sweep();
  expect(networks).not.toContain(name);
  expect(left.filter((words) => words.startsWith(name))).toHaveLength(1);
  await guest[Symbol.asyncDispose]();
  await engine.sweep();
  expect(await outside.listNetworks({ filters: { name: [name] } })).toEqual([]);
});
