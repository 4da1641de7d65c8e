import { describe, expect, it } from 'vitest';
import { createInstance } from '../instance.ts';
import { endAfterEach, isDockerNeeded, makeEngine, outside, runInside, start } from './contract-support.ts';
import { connectInside, gatewayOf, serveEverywhere } from './reach-support.ts';

endAfterEach();

/** `0100A8C0`, as /proc/net/route has it, in the usual form. */
function dotted(littleEndianHex: string): string {
  return (littleEndianHex.match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

describe.runIf(await isDockerNeeded())('a container on Docker', () => {
  it('carries the lab’s labels, limits and nothing that it could do harm with', async () => {
    const instance = await createInstance();
    const container = await start(await makeEngine({ instance }));
    const { Config, HostConfig } = await outside.getContainer(container.id).inspect();
    expect(Config.Labels).toMatchObject({
      'graceful-shutdown-lab.instance': instance.id,
      'graceful-shutdown-lab.owner': instance.owner,
    });
    expect(Config.User).not.toBe('');
    expect(HostConfig).toMatchObject({
      Memory: 256 * 1024 * 1024,
      MemorySwap: 256 * 1024 * 1024,
      PidsLimit: 640,
      NanoCpus: 1e9,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      ReadonlyRootfs: true,
      RestartPolicy: { Name: 'no' },
      Init: false,
      Privileged: false,
    });
  });

  it('is published on the loopback address alone', async () => {
    const container = await start(await makeEngine());
    const { NetworkSettings } = await outside.getContainer(container.id).inspect();
    expect(NetworkSettings.Ports['8000/tcp']).toEqual([
      { HostIp: '127.0.0.1', HostPort: new URL(container.url).port },
    ]);
  });

  it.runIf(process.platform === 'linux')('is reached at its own address, without a proxy between', async () => {
    const container = await start(await makeEngine());
    expect(container.address.proxied).toBe(false);
    expect(container.address.host).not.toBe('127.0.0.1');
    expect(container.address.port).toBe(8000);
  });

  it('never has an address that another one had before', async () => {
    const engine = await makeEngine();
    const seen = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const container = await start(engine);
      const { NetworkSettings } = await outside.getContainer(container.id).inspect();
      for (const { IPAddress } of Object.values(NetworkSettings.Networks)) seen.add(IPAddress);
      await container[Symbol.asyncDispose]();
    }
    expect(seen.size).toBe(3);
  });
});

describe.runIf(await isDockerNeeded())('the network of the lab’s containers', () => {
  it('has one way out, which leads to an address that nobody has, and no masquerading', async () => {
    const instance = await createInstance();
    const container = await start(await makeEngine({ instance }));
    const routes = (await runInside(container, ['cat', '/proc/net/route'])).trim().split('\n').slice(1);
    const defaults = routes.map((route) => route.split('\t')).filter((fields) => fields[1] === '00000000');
    expect(defaults.length).toBe(1);
    const wayOut = dotted(defaults[0]?.[2] ?? '');
    const [network] = await outside.listNetworks({
      filters: { label: [`graceful-shutdown-lab.instance=${instance.id}`] },
    });
    const { IPAM, Options } = await outside.getNetwork(network?.Id ?? '').inspect();
    expect(IPAM?.Config?.[0]?.Gateway).not.toBe(wayOut);
    expect(IPAM?.Config?.[0]?.AuxiliaryAddresses).toEqual({ DefaultGatewayIPv4: wayOut });
    expect(Options).toMatchObject({
      'com.docker.network.bridge.enable_ip_masquerade': 'false',
      'com.docker.network.bridge.enable_icc': 'false',
    });
    expect(await connectInside(container, `${wayOut}:80`)).toContain('failed');
  });

  it('lets no container reach an address outside it', async () => {
    const container = await start(await makeEngine());
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

  it('answers no question about a name outside it, soon, and asks nobody else', async () => {
    const container = await start(await makeEngine());
    // Any resolver beside the container itself would be asked on its behalf by Docker, which is not bound to this network.
    expect((await outside.getContainer(container.id).inspect()).HostConfig.Dns).toEqual(['127.0.0.1']);
    const look = (name: string) => `getent hosts ${name} > /dev/null; echo $?`;
    const script = `time ${look('example.com')}; ${look(container.name)}`;
    const printed = await runInside(container, ['bash', '-c', script]);
    expect(printed).toMatch(/^\s*real.*2\n0\s*$/s);
    expect(Number(/real\t0m([\d.]+)s/.exec(printed)?.[1])).toBeLessThan(5);
  });

  it('lets no container reach another one', async () => {
    const engine = await makeEngine();
    const [one, two] = await Promise.all([start(engine), start(engine)]);
    const { NetworkSettings } = await outside.getContainer(two.id).inspect();
    const [network] = Object.values(NetworkSettings.Networks);
    expect(await connectInside(one, `${network?.IPAddress}:8000`)).toContain('failed');
    expect(await connectInside(two, '127.0.0.1:8000')).toBe('connected');
  });
});
