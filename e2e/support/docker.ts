import { spawnSync } from 'node:child_process';

/** What the docker command prints, without the last newline. The tests' own eyes: they share no code with the lab. */
export function docker(...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('docker', args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

/** Whether a Docker engine answers. */
export function hasDocker(): boolean {
  const { status } = spawnSync('docker', ['version'], { stdio: 'ignore', timeout: 5_000 });
  return status === 0;
}

/** Names of the containers and networks that the lab of one process made and that are still there: other labs may run beside it. */
export function labLeftovers(pid: number): string[] {
  const containers = docker('ps', '--all', '--format', '{{.Names}}\t{{.Labels}}');
  const networks = docker('network', 'ls', '--format', '{{.Name}}\t{{.Labels}}');
  return `${containers}\n${networks}`
    .split('\n')
    .filter((line) => line.includes('graceful-shutdown-lab.owner=') && line.includes(`"pid":${pid},`))
    .map((line) => line.split('\t')[0] ?? '');
}
