import type { RecordableHistogram } from 'node:perf_hooks';
import { createHistogram } from 'node:perf_hooks';
import type { Latency } from '#protocol/run.ts';
import { signalMoment } from '#protocol/signal-moment.ts';
import type { LaneFacts } from './lane-facts.ts';

/** Node's own HDR histogram, of microseconds: three significant digits from a microsecond to the longest run. */
const newHistogram = () => createHistogram({ lowest: 1, highest: 3_600_000_000, figures: 3 });

/**
 * How long whole answers took before the signal came and after it, from the instant when each request was due. Without a signal
 * every answer came before it. What was written after the exit was answered by another life of the container, or another one:
 * that is no part of the drain.
 */
export function latencyOf(facts: LaneFacts): { before: Latency | null; draining: Latency | null } {
  const moment = signalMoment(facts) ?? Number.POSITIVE_INFINITY;
  const before = newHistogram();
  const draining = newHistogram();
  const exitedAt = facts.exitedAt ?? Number.POSITIVE_INFINITY;
  for (const { outcome, dueAt, writtenAt, endedAt } of facts.rows) {
    if (outcome !== 'completed' || endedAt === null || (writtenAt ?? 0) > exitedAt) continue;
    const histogram = endedAt <= moment ? before : draining;
    histogram.record(Math.max(1, Math.round((endedAt - dueAt) * 1_000)));
  }
  return { before: read(before), draining: read(draining) };
}

function read(histogram: RecordableHistogram): Latency | null {
  if (histogram.count === 0) return null;
  const at = (percentile: number) => histogram.percentile(percentile) / 1_000;
  return { count: histogram.count, p50: at(50), p99: at(99) };
}
