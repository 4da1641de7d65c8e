import type { ContainerUsage } from '../engines/details.ts';
import { LabError } from '../errors.ts';
import type { Command } from './command.ts';
import { shortId } from './docker-ps.ts';
import type { Found, Place } from './found.ts';
import { allOf, detailsOf, find, findOrRefuse, forEach, fromDaemon } from './found.ts';
import { inspected } from './inspected.ts';
import type { Said } from './refusal.ts';
import { err, out, Refusal } from './refusal.ts';
import { tableOf } from './table.ts';
import { readTemplate } from './template.ts';
import { memorySize, trafficSize } from './units.ts';

const PROCESS_HEAD = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];
/** So wide the CLI draws these columns at the least. */
const PROCESS_WIDTH = 20;
const STATS_HEAD = ['CONTAINER ID', 'NAME', 'CPU %', 'MEM USAGE / LIMIT', 'MEM %', 'NET I/O', 'BLOCK I/O', 'PIDS'];

/** `docker inspect`. */
export async function inspect({ run }: Place, { containers, format }: Command & { kind: 'inspect' }): Promise<Said> {
  const template = format === null ? null : readTemplate(format);
  const shown = new Map<string, unknown>();
  const said = await forEach(containers, async (word) => {
    const details = await lookAt(() => find(run, word)).catch((thrown: unknown) => {
      throw thrown instanceof Refusal ? new Refusal(`Error: No such object: ${word}`) : thrown;
    });
    shown.set(word, details);
    return { lines: template === null ? [] : out(template(details)) };
  });
  // In the order of the words, whoever answered first.
  const inOrder = containers.flatMap((word) => shown.get(word) ?? []);
  if (template === null) return { ...said, lines: [...out(JSON.stringify(inOrder, null, 4)), ...said.lines] };
  // Where nothing was found the CLI prints an empty line in its place.
  return inOrder.length === 0 && said.exitCode === 1 ? { ...said, lines: [...out(''), ...said.lines] } : said;
}

async function lookAt(look: () => Found) {
  const found = look();
  const details = await detailsOf(found);
  if (details === null) throw new Refusal('removed');
  return inspected(found.running, details);
}

/** `docker top`. */
export async function top({ run }: Place, { container }: Command & { kind: 'top' }): Promise<Said> {
  const found = findOrRefuse(run, container);
  const processes = await answered(container, found.running.processes());
  if (processes.length === 0) throw fromDaemon(`Container ${found.running.id} is not running`);
  const rows = processes.map(({ user, pid, parentPid, cpu, startedAt, terminal, time, command }) => [
    ...[user, String(pid), String(parentPid), cpu, startedAt, terminal, time, command],
  ]);
  return { lines: out(...tableOf([PROCESS_HEAD, ...rows], PROCESS_WIDTH)) };
}

/** `docker stats --no-stream`. */
export async function stats({ run }: Place, { containers, all }: Command & { kind: 'stats' }): Promise<Said> {
  const named = containers.map((word) => findOrRefuse(run, word));
  const found = containers.length > 0 ? named : await listed(allOf(run), all);
  const usages = await Promise.all(found.map(({ running }) => answered(running.name, running.usage())));
  const rows = usages.map((usage, index) => {
    const running = found[index]?.running;
    return [shortId(running?.id ?? ''), running?.name ?? '', ...usageCells(usage)];
  });
  const isPartial = usages.some(({ memoryLimitBytes, network }) => memoryLimitBytes === null || network === null);
  const note = isPartial
    ? err('-- stands for what this engine cannot tell: it sets no limits and counts no traffic.')
    : [];
  return { lines: [...out(...tableOf([STATS_HEAD, ...rows])), ...note] };
}

async function listed(found: Found[], all: boolean): Promise<Found[]> {
  const details = await Promise.all(found.map(detailsOf));
  return found.filter((_, index) => details[index] != null && (all || details[index]?.isRunning));
}

function usageCells(usage: ContainerUsage): string[] {
  const { cpuPercent, memoryBytes, memoryLimitBytes: limit, network, blocks, processes } = usage;
  return [
    `${cpuPercent.toFixed(2)}%`,
    `${memorySize(memoryBytes)} / ${limit === null ? '--' : memorySize(limit)}`,
    limit === null ? '--' : `${(limit === 0 ? 0 : (memoryBytes / limit) * 100).toFixed(2)}%`,
    network === null ? '--' : `${trafficSize(network.receivedBytes)} / ${trafficSize(network.sentBytes)}`,
    blocks === null ? '--' : `${trafficSize(blocks.readBytes)} / ${trafficSize(blocks.writtenBytes)}`,
    String(processes),
  ];
}

async function answered<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown;
    if (thrown.code === 'not-found') throw fromDaemon(`No such container: ${name}`);
    throw thrown.code === 'engine-cannot' ? new Refusal(thrown.message) : thrown;
  }
}
