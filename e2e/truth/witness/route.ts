import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const routesSchema = z.tuple([z.object({ dev: z.string() })]);

/** The number of the interface through which this machine reaches an address. */
export function interfaceTowards(address: string): number {
  const answer = execFileSync('ip', ['-json', 'route', 'get', address], { encoding: 'utf8' });
  const [{ dev }] = routesSchema.parse(JSON.parse(answer));
  return Number(readFileSync(`/sys/class/net/${dev}/ifindex`, 'utf8'));
}
