import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { z } from 'zod';

/** One running lab. Everything that it makes carries both, so that a later lab can tell whose it is. */
export interface LabInstance {
  /** Six hexadecimal digits. */
  id: string;
  /** The lab's own process, for `isOwnerDead`: one line of text, made by `createInstance`. */
  owner: string;
}

/** A process, named so that a reused process id, a reboot or another machine is not mistaken for it. */
const ownerSchema = z.object({
  /** The machine's name and, where it has one, its machine-id(5): many machines are called `localhost`. */
  host: z.string(),
  /** The kernel's boot id, empty where there is none. */
  boot: z.string(),
  /** The namespace in which `pid` counts, empty where there is none. */
  namespace: z.string(),
  pid: z.int().positive(),
  /** When the process began, in the system's own form; empty where it cannot be known. */
  start: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

/** This process as a lab instance. */
export async function createInstance(): Promise<LabInstance> {
  const owner: Owner = { ...(await here()), pid: process.pid, start: (await processStart(process.pid)) ?? '' };
  return { id: randomBytes(3).toString('hex'), owner: JSON.stringify(owner) };
}

/**
 * Whether the lab that made something is gone for certain: it ran on this machine, and the machine was started anew since, or its
 * process is no more. False where that cannot be known, above all for another machine that shares a Docker engine with this one.
 */
export async function isOwnerDead(text: string): Promise<boolean> {
  const owner = parseOwner(text);
  if (owner === null) return false;
  const now = await here();
  if (owner.host !== now.host) return false;
  if (owner.boot !== now.boot) return owner.boot !== '' && now.boot !== '';
  if (owner.namespace !== now.namespace) return false;
  if (!processExists(owner.pid)) return true;
  const start = await processStart(owner.pid);
  if (start === 'ended') return true;
  return start !== null && owner.start !== '' && start !== owner.start;
}

/** Whether the lab that made something surely goes on: it runs on this machine. */
export async function isOwnerAlive(text: string): Promise<boolean> {
  const owner = parseOwner(text);
  if (owner === null) return false;
  const now = await here();
  const isHere = owner.host === now.host && owner.boot === now.boot && owner.namespace === now.namespace;
  return isHere && !(await isOwnerDead(text));
}

function parseOwner(text: string): Owner | null {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function here(): Promise<Pick<Owner, 'host' | 'boot' | 'namespace'>> {
  const [machine, boot, namespace] = await Promise.all([
    readFile('/etc/machine-id', 'utf8').catch(() => ''),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return { host: `${hostname()} ${machine.trim()}`.trim(), boot: boot.trim(), namespace };
}

/** Asks the kernel, because a hidden /proc (`hidepid`) makes living processes look gone. */
function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** When a process began; `ended` for one that ended and was not waited for yet, null where it cannot be known. */
async function processStart(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return processStartFromPs(pid);
  // proc_pid_stat(5): the name in field 2 may hold spaces and brackets, so the fields are counted from its last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return 'ended';
  return fields[19] ?? null;
}

async function processStartFromPs(pid: number): Promise<string | null> {
  const ps = promisify(execFile);
  const answer = await ps('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C' } }).catch(
    () => null,
  );
  return answer?.stdout.trim() || null;
}
