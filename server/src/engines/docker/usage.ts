import { z } from 'zod';
import type { ContainerUsage } from '../details.ts';

const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);

const cpuSchema = z.object({
  cpu_usage: z.object({ total_usage: count, percpu_usage: z.array(z.number()).nullish() }),
  system_cpu_usage: count,
  online_cpus: z.number().nullish(),
});

const statsSchema = z.object({
  cpu_stats: cpuSchema,
  precpu_stats: cpuSchema,
  memory_stats: z.object({ usage: count, limit: count, stats: z.record(z.string(), z.number()).nullish() }),
  networks: z.record(z.string(), z.object({ rx_bytes: count, tx_bytes: count })).nullish(),
  blkio_stats: z.object({
    io_service_bytes_recursive: z.array(z.object({ op: z.string(), value: count })).nullish(),
  }),
  pids_stats: z.object({ current: count }),
});

/** What Docker's two readings come to, by the same sums as `docker stats` (docker/cli, cli/command/container/stats_helpers.go). */
export function usageOf(stats: unknown): ContainerUsage {
  const { cpu_stats, precpu_stats, memory_stats, networks, blkio_stats, pids_stats } = statsSchema.parse(stats);
  const used = cpu_stats.cpu_usage.total_usage - precpu_stats.cpu_usage.total_usage;
  const passed = cpu_stats.system_cpu_usage - precpu_stats.system_cpu_usage;
  const processors = cpu_stats.online_cpus || (cpu_stats.cpu_usage.percpu_usage?.length ?? 1);
  const cards = Object.values(networks ?? {});
  const blocks = blkio_stats.io_service_bytes_recursive ?? [];
  const moved = (op: string) =>
    sum(blocks.filter((entry) => entry.op.toLowerCase() === op).map(({ value }) => value));
  return {
    cpuPercent: used > 0 && passed > 0 ? (used / passed) * processors * 100 : 0,
    memoryBytes: memoryWithoutCache(memory_stats.usage, memory_stats.stats ?? {}),
    memoryLimitBytes: memory_stats.limit,
    network: {
      receivedBytes: sum(cards.map(({ rx_bytes }) => rx_bytes)),
      sentBytes: sum(cards.map(({ tx_bytes }) => tx_bytes)),
    },
    blocks: { readBytes: moved('read'), writtenBytes: moved('write') },
    processes: pids_stats.current,
  };
}

/** Files that nobody has touched for a while can be dropped at any moment: they are no use of the container's. cgroup v1, then v2. */
function memoryWithoutCache(usage: number, parts: Record<string, number>): number {
  const cache = parts.total_inactive_file ?? parts.inactive_file ?? 0;
  return cache < usage ? usage - cache : usage;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
