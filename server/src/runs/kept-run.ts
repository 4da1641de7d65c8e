import type { LaneRecord, LaneView } from '#protocol/lane.ts';
import type { Language } from '#protocol/language/languages.ts';
import { told } from '#protocol/language/say.ts';
import { speaking } from '#protocol/language/speaking.ts';
import { lastInstant } from '#protocol/last-instant.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { RunRecord, RunView } from '#protocol/run.ts';
import { provesNothing } from '#protocol/run-over.ts';
import type { ComparedLane } from '../ledger/compared-lane.ts';
import { compare } from '../ledger/comparison.ts';
import { distinctLabels } from '../ledger/labels.ts';
import { factsOf } from '../ledger/lane-facts.ts';
import { countRows } from '../ledger/tally.ts';
import { judge } from '../ledger/verdict.ts';
import { KEPT_VERSION, KeptLedger, KeptLog } from './kept-lane.ts';
import { laneTitle } from './lane-title.ts';
import type { Observed } from './observed.ts';
import { toldLabel, toldRun } from './told-run.ts';
import type { WatchableLane, WatchableRun } from './watchable.ts';

/** A run of another time, as it was: it can be looked at like one that goes on, without any container. */
export class KeptRun implements WatchableRun {
  readonly owner: string | null;
  readonly lanes: readonly WatchableLane[];
  readonly #observed: Observed;
  #version = KEPT_VERSION;
  readonly #listeners = new Set<() => void>();
  #name: string | null;
  /** By the language that they are told in: what they follow from does not change any more. */
  readonly #views = new Map<Language, Omit<RunView, 'name' | 'version'>>();

  constructor(observed: Observed) {
    this.#observed = observed;
    this.#name = observed.name;
    this.owner = observed.owner;
    this.lanes = observed.lanes.map(({ id, rows, lines }) => ({
      id,
      log: new KeptLog(lines),
      ledger: new KeptLedger(rows),
    }));
  }

  get id(): string {
    return this.#observed.record.id;
  }

  get version(): number {
    return this.#version;
  }

  rename(name: string | null): void {
    this.#name = name;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  view(): RunView {
    const view = this.#views.get(speaking()) ?? toldRun(this.#derive());
    this.#views.set(speaking(), view);
    return { ...view, name: this.#name, version: this.#version };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #derive(): Omit<RunView, 'name' | 'version'> {
    const { record, imported } = this.#observed;
    const compared = comparedLanes(this.#observed);
    const lanes = record.lanes.flatMap((lane): LaneView[] => {
      const found = compared.find(({ laneId }) => laneId === lane.id);
      if (found === undefined) return [];
      const logLines = this.lanes.find(({ id }) => id === lane.id)?.log.lastSeq ?? 0;
      const counts = found.unobserved === true ? { ...found.counts, lost: null } : found.counts;
      return [{ ...lane, logLines, counts, verdict: found.verdict ?? undefined }];
    });
    const isCompared = compared.some(({ verdict }) => verdict !== null);
    return {
      ...record,
      imported,
      now: lastInstant(record.events, this.#observed.lanes),
      lanes,
      comparison: isCompared ? compare(compared) : undefined,
    };
  }
}

/** The lanes of a run as a comparison takes them. A run that was not observed to its end has no verdicts. */
export function comparedLanes({ record, lanes }: Pick<Observed, 'record' | 'lanes'>): ComparedLane[] {
  const labels = distinctLabels(
    record.lanes.map(({ id, endLabel }) => ({ title: told(laneTitle(id)), label: toldLabel(endLabel) })),
  );
  return record.lanes.map((lane, index) => {
    const rows = lanes.find(({ id }) => id === lane.id)?.rows ?? [];
    return comparedLane(lane, rows, labels[index] ?? lane.endLabel, record);
  });
}

function comparedLane(
  lane: LaneRecord,
  rows: readonly RequestRow[],
  label: string,
  { status, traffic }: RunRecord,
): ComparedLane {
  const facts = factsOf(lane, rows);
  const isJudged = status === 'finished' && lane.exit !== undefined && lane.state !== 'failed';
  return {
    laneId: lane.id,
    label,
    facts,
    counts: countRows(rows, facts),
    verdict: isJudged ? judge(facts) : null,
    failed: lane.state === 'failed',
    closed: traffic.model === 'closed',
    unobserved: provesNothing(status),
  };
}
