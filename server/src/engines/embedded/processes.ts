import { readdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../../errors.ts';
import type { ContainerProcess, ContainerUsage } from '../details.ts';

/** The kernel counts time in hundredths of a second towards programs (USER_HZ), whatever it does inside. */
const TICKS_PER_SECOND = 100;
/** Between the two looks that make a share of a processor, in milliseconds. */
const LOOK_MS = 300;

/** What `/proc` says of a process (proc(5)). */
export interface ProcessFacts {
  pid: number;
  parentPid: number;
  session: number;
  hasTerminal: boolean;
  /** Processor time so far. */
  ticks: number;
  /** Since the machine began. */
  startTicks: number;
  user: string;
  memoryBytes: number;
  command: string;
}

/** The processes of a program, by its first one: that, its descendants, and what is in its session. */
export async function processesOf(pid: number): Promise<ContainerProcess[]> {
  const [family, uptime, boot] = await Promise.all([familyOf(pid), uptimeSeconds(), bootTime()]);
  return family.map((facts) => {
    const age = uptime - facts.startTicks / TICKS_PER_SECOND;
    const seconds = facts.ticks / TICKS_PER_SECOND;
    return {
      user: facts.user,
      pid: facts.pid,
      parentPid: facts.parentPid,
      cpu: String(age > 0 ? Math.floor((seconds / age) * 100) : 0),
      startedAt: clock(new Date((boot + facts.startTicks / TICKS_PER_SECOND) * 1_000)),
      terminal: facts.hasTerminal ? 'tty' : '?',
      time: duration(seconds),
      command: facts.command,
    };
  });
}

/** What they take together. */
export async function usageOf(pid: number): Promise<ContainerUsage> {
  const before = ticksOf(await familyOf(pid));
  const began = performance.now();
  await delay(LOOK_MS);
  const family = await familyOf(pid);
  const seconds = (performance.now() - began) / 1_000;
  return {
    // One that ended in between took its time with it.
    cpuPercent: (Math.max(0, ticksOf(family) - before) / TICKS_PER_SECOND / seconds) * 100,
    memoryBytes: family.reduce((total, { memoryBytes }) => total + memoryBytes, 0),
    memoryLimitBytes: null,
    network: null,
    blocks: null,
    processes: family.length,
  };
}

async function familyOf(pid: number): Promise<ProcessFacts[]> {
  if (process.platform !== 'linux') {
    throw new LabError(
      'engine-cannot',
      said('This machine has no /proc: the lab cannot see a program’s processes here.'),
    );
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(factsOf))).filter((facts) => facts !== null);
  return family(all, pid);
}

/** Those of all processes that belong to a first one. */
export function family(all: readonly ProcessFacts[], pid: number): ProcessFacts[] {
  const parents = new Map(all.map((facts) => [facts.pid, facts.parentPid]));
  const descends = (candidate: number | undefined): boolean =>
    candidate !== undefined && candidate > 1 && (candidate === pid || descends(parents.get(candidate)));
  return all.filter((facts) => facts.session === pid || descends(facts.pid));
}

/** Null for one that has ended meanwhile. */
async function factsOf(pid: number): Promise<ProcessFacts | null> {
  try {
    const [stat, status, line] = await Promise.all(
      ['stat', 'status', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
    );
    return readFacts(stat ?? '', status ?? '', line ?? '');
  } catch {
    return null;
  }
}

/** Reads the three files; null for one that has ended and was not waited for yet. */
export function readFacts(stat: string, status: string, commandLine: string): ProcessFacts | null {
  // The program's name stands in parentheses and may have spaces and parentheses itself.
  const end = stat.lastIndexOf(')');
  const name = stat.slice(stat.indexOf('(') + 1, end);
  const fields = stat.slice(end + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const number = (place: number) => Number(fields[place - 3] ?? 0); // as proc(5) counts them
  const uid = Number(/^Uid:\t(\d+)/m.exec(status)?.[1]);
  const own = userInfo();
  return {
    pid: Number.parseInt(stat, 10),
    parentPid: number(4),
    session: number(6),
    hasTerminal: number(7) !== 0,
    ticks: number(14) + number(15),
    startTicks: number(22),
    user: uid === own.uid ? own.username : String(uid),
    memoryBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024,
    command: commandLine.split('\0').join(' ').trim() || `[${name}]`,
  };
}

async function uptimeSeconds(): Promise<number> {
  return Number.parseFloat(await readFile('/proc/uptime', 'utf8'));
}

/** When the machine began, in seconds since 1970. */
async function bootTime(): Promise<number> {
  return Number(/^btime (\d+)$/m.exec(await readFile('/proc/stat', 'utf8'))?.[1] ?? 0);
}

function ticksOf(processes: readonly ProcessFacts[]): number {
  return processes.reduce((total, { ticks }) => total + ticks, 0);
}

function clock(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function duration(seconds: number): string {
  return [seconds / 3_600, (seconds / 60) % 60, seconds % 60].map((part) => two(Math.floor(part))).join(':');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
