import { createServer } from 'node:net';
import type { RunningContainer } from '../engine.ts';
import { outside, runInside } from './contract-support.ts';

/** What a container sees when it connects to an address: `connected`, or the system's words. */
export function connectInside(container: RunningContainer, address: string): Promise<string> {
  const script = `my $s = IO::Socket::INET->new(PeerAddr => "${address}", Timeout => 4); print $s ? "connected" : "failed: $!"`;
  return runInside(container, ['perl', '-MIO::Socket::INET', '-e', script]);
}

/** A server at every address of this machine. */
export async function serveEverywhere(): Promise<{ port: number; close: () => void }> {
  const server = createServer((socket) => socket.end());
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '0.0.0.0', resolve);
  await promise;
  const address = server.address();
  return { port: address === null || typeof address === 'string' ? 0 : address.port, close: () => server.close() };
}

/** An address of this machine, on another network than the lab's. */
export async function gatewayOf(networkId: string): Promise<string> {
  const { IPAM } = await outside.getNetwork(networkId).inspect();
  return IPAM?.Config?.[0]?.Gateway ?? '';
}
