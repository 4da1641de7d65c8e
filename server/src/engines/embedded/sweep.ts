import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isOwnerDead } from '../instance.ts';
import { kill } from './program.ts';

/** Names in a program's environment that say which lab started it. */
export const INSTANCE_VARIABLE = 'LAB_INSTANCE';
export const OWNER_VARIABLE = 'LAB_OWNER';

/** Whether this machine lets the lab read the environment of other processes. */
export const CAN_SWEEP = process.platform === 'linux';

/** How long the sweep waits for what it killed. */
const PATIENCE_MS = 2_000;
const POLL_MS = 10;

/** Kills the processes of labs that are dead for certain, and nothing else. Returns their ids. */
export async function sweepProcesses(): Promise<number[]> {
  if (!CAN_SWEEP) return [];
  const killed = new Set<number>();
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const orphans = await findOrphans();
    for (const pid of orphans) if (kill(pid, 'SIGKILL')) killed.add(pid);
    if (orphans.length === 0 || performance.now() > deadline) return [...killed].sort((a, b) => a - b);
    await delay(POLL_MS);
  }
}

async function findOrphans(): Promise<number[]> {
  const names = await readdir('/proc');
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const orphans: number[] = [];
  const verdicts = new Map<string, boolean>();
  for (const pid of pids) {
    const owner = pid === process.pid ? null : await ownerOf(pid);
    if (owner === null) continue;
    const isDead = verdicts.get(owner) ?? (await isOwnerDead(owner));
    verdicts.set(owner, isDead);
    if (isDead) orphans.push(pid);
  }
  return orphans;
}

/** The lab that a process carries in its environment; null where there is none, and where the process is not ours to read. */
async function ownerOf(pid: number): Promise<string | null> {
  // Empty for a process that has ended and was not waited for yet.
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  const variables = environment.split('\0');
  const variable = (name: string) => variables.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
  return variable(INSTANCE_VARIABLE) === undefined ? null : (variable(OWNER_VARIABLE) ?? null);
}
