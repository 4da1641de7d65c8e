import { english, said } from '#protocol/language/say.ts';
import { lastInstant } from '#protocol/last-instant.ts';
import type { Observed } from '../runs/observed.ts';

const REASON = said('The lab ended in the middle of this run: what happened after that is unknown.');
const EVENT = said('The run was interrupted. {reason}', { reason: REASON });

/** A run whose lab died while it observed it: what happened after its last written line nobody knows. */
export function interrupted(observed: Observed): Observed {
  const { record } = observed;
  const at = lastInstant(record.events, observed.lanes);
  const event = {
    seq: record.events.length + 1,
    at,
    kind: 'run:interrupted' as const,
    laneId: null,
    text: english(EVENT),
    said: EVENT,
  };
  return {
    ...observed,
    record: {
      ...record,
      status: 'interrupted',
      error: { code: 'interrupted', message: english(REASON), said: REASON },
      // Nobody can reach its containers any more.
      lanes: record.lanes.map((lane) => ({ ...lane, container: { ...lane.container, url: null } })),
      events: [...record.events, event],
    },
  };
}
