import { named } from '#protocol/language/say.ts';
import { speaking } from '#protocol/language/speaking.ts';
import type { RepeatRecord, RepeatView } from '#protocol/repeat.ts';
import { tellRepeat } from '../ledger/repeat-sentence.ts';
import { spreadOf } from '../ledger/spread.ts';
import type { KeptRepeat } from './repeat-store.ts';
import { toldChange, toldError, toldLabel, toldOr } from './told-run.ts';
import type { WatchableRepeat } from './watchable-repeat.ts';

/** A record together with what follows from it. */
export function viewRepeat(
  record: RepeatRecord,
  now: Pick<RepeatView, 'version' | 'current' | 'isStopping'>,
): RepeatView {
  const laneIds = record.lanes.map(({ id }) => id);
  const told = toldRepeat(record);
  return { ...told, ...now, spread: spreadOf(laneIds, record.results), sentence: tellRepeat(told) };
}

/** A record as the present language tells it: what is kept of it is English. */
function toldRepeat(record: RepeatRecord): RepeatRecord {
  if (speaking() === 'en') return record;
  return {
    ...record,
    scenarioTitle: named(record.scenarioTitle),
    stopReason: record.stopReason === null ? null : toldOr(record.stopSaid, record.stopReason),
    changes: record.changes.map(toldChange),
    lanes: record.lanes.map((lane) => ({ ...lane, label: toldLabel(lane.label) })),
    results: record.results.map((trial) =>
      trial.state === 'broken' ? { ...trial, reason: toldError(trial.reason) } : trial,
    ),
  };
}

/** A repeat of another time, as it was. */
export function watchKept({ record, owner }: KeptRepeat): WatchableRepeat {
  return {
    id: record.id,
    owner,
    version: 1,
    view: () => viewRepeat(record, { version: 1, current: null, isStopping: false }),
    subscribe: () => () => undefined,
  };
}
