import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contractServerSpec } from '../engine.contract.ts';
import type { ContainerSpec, RunningContainer } from '../engine.ts';
import { createInstance } from '../instance.ts';
import { endAfterEach, isDockerNeeded, makeEngine, never, outside } from './contract-support.ts';
import type { DockerEngine } from './docker-engine.ts';
import { connectInside, gatewayOf, serveEverywhere } from './reach-support.ts';

endAfterEach();

/** Starts the suite's program in a group. */
async function startIn(
  group: string,
  engine: DockerEngine,
  knobs: Record<string, string | number> = {},
): Promise<RunningContainer> {
  const name = `lab-${randomBytes(4).toString('hex')}-a`;
  const spec: ContainerSpec = { ...(await contractServerSpec(knobs)), name, group };
  await engine.prepare(spec.container, () => {}, never);
  return engine.start(spec, never);
}

/** The networks of a lab: ids of those that are there now. */
async function networksOf(instanceId: string): Promise<string[]> {
  const label = [`graceful-shutdown-lab.instance=${instanceId}`];
  return (await outside.listNetworks({ filters: { label } })).map(({ Id }) => Id);
}

async function networkOf(container: RunningContainer): Promise<string> {
  const { NetworkSettings } = await outside.getContainer(container.id).inspect();
  const [network] = Object.values(NetworkSettings.Networks);
  return network?.NetworkID ?? '';
}

describe.runIf(await isDockerNeeded())('a group of containers on Docker', () => {
  it('reaches one another, and nobody of another group or of none', async () => {
    const engine = await makeEngine();
    const [one, two] = await Promise.all([startIn('first', engine), startIn('first', engine)]);
    const stranger = await startIn('second', engine);
    const spec = { ...(await contractServerSpec({})), name: `lab-${randomBytes(4).toString('hex')}-a` };
    const alone = await engine.start(spec, never);
    expect(await connectInside(one, two.inside)).toBe('connected');
    expect(await connectInside(two, one.inside)).toBe('connected');
    expect(await connectInside(one, stranger.inside)).toContain('failed');
    expect(await connectInside(stranger, two.inside)).toContain('failed');
    expect(await connectInside(one, alone.inside)).toContain('failed');
    expect(await connectInside(alone, one.inside)).toContain('failed');
  });

  it('reaches nobody outside it', async () => {
    const engine = await makeEngine();
    const container = await startIn('first', engine);
    const server = await serveEverywhere();
    const other = await outside.createNetwork({ Name: container.name, Driver: 'bridge' });
    try {
      const address = `${await gatewayOf(other.id)}:${server.port}`;
      expect(await connectInside(container, address)).toContain('failed: No route to host');
      // The same address, from the same container, once it is on a network of the usual kind.
      await other.connect({ Container: container.id });
      expect(await connectInside(container, address)).toBe('connected');
    } finally {
      server.close();
      await container[Symbol.asyncDispose]();
      await other.remove();
    }
  });

  it('has a network of its own, which goes with its last container and not before', async () => {
    const instance = await createInstance();
    const engine = await makeEngine({ instance });
    const [one, two] = await Promise.all([startIn('first', engine), startIn('first', engine)]);
    const network = await networkOf(one);
    expect(await networkOf(two)).toBe(network);
    await one[Symbol.asyncDispose]();
    await one[Symbol.asyncDispose]();
    expect(await networksOf(instance.id)).toContain(network);
    await two[Symbol.asyncDispose]();
    expect(await networksOf(instance.id)).not.toContain(network);
  });

  it('leaves no network where the only start in it failed', async () => {
    const instance = await createInstance();
    const engine = await makeEngine({ instance });
    await expect(startIn('first', engine, { start: 'fail' })).rejects.toThrow('this program cannot start');
    // What is left is the network of those that are on their own, which the engine makes before it is needed.
    expect(await networksOf(instance.id)).toHaveLength(1);
  });

  it('is removed with its engine, its network too', async () => {
    const instance = await createInstance();
    const engine = await makeEngine({ instance });
    const containers = await Promise.all([startIn('first', engine), startIn('second', engine)]);
    await engine[Symbol.asyncDispose]();
    expect(await networksOf(instance.id)).toEqual([]);
    for (const { exited } of containers) expect(await exited).toMatchObject({ endedBy: 'lab' });
  });
});
