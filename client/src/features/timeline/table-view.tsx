import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import { said, say, told } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import { EventTable } from './event-table.tsx';
import type { RowSource } from './lane-drawing.ts';
import type { LaneEvents } from './lane-events.ts';
import type { LaneMoments } from './lane-moments.ts';
import { RowTable } from './row-table.tsx';
import type { TimeAxis } from './time-axis.ts';

/** A table that changes more often cannot be read. */
const REFRESH_MS = 500;

const SHOWN = { all: said('All'), lost: said('Lost'), events: said('Events') } as const;
type Shown = keyof typeof SHOWN;

interface TableViewProps {
  laneId: LaneId;
  title: string;
  rows: RowSource;
  events: LaneEvents;
  axis: TimeAxis;
  moments(): LaneMoments;
}

/** What the picture shows, as tables: every request, those that were lost, and the events. */
export function TableView({ laneId, title, rows, events, axis, moments }: TableViewProps) {
  const [shown, setShown] = useState<Shown>('all');
  useRefresh(rows.subscribe.bind(rows));
  useRefresh(events.subscribe);
  useSyncExternalStore(axis.selected.subscribe, () => axis.selected.key);
  return (
    <div className="row-table">
      <fieldset className="row-table-shown">
        <legend className="hidden-visually">{say('Shown of {title}', { title })}</legend>
        {Object.entries(SHOWN).map(([key, word]) => (
          <label key={key}>
            <input
              type="radio"
              name={`shown-${laneId}`}
              checked={shown === key}
              onChange={() => setShown(key === 'all' ? 'all' : key === 'lost' ? 'lost' : 'events')}
            />
            {told(word)}
          </label>
        ))}
      </fieldset>
      {shown === 'events' ? (
        <EventTable
          laneId={laneId}
          title={title}
          events={events}
          selected={axis.selected}
          origin={axis.origin(laneId)}
        />
      ) : (
        <RowTable
          key={shown}
          label={say(shown === 'lost' ? 'Lost requests of {title}' : 'Requests of {title}', { title })}
          rows={shown === 'lost' ? rows.all.filter(isLost) : rows.all}
          emptyText={say(shown === 'lost' ? 'No request was lost so far.' : 'No request yet.')}
          moments={moments()}
          selected={axis.selected}
        />
      )}
    </div>
  );
}

function isLost({ outcome }: RequestRow): boolean {
  return outcome === 'cut' || outcome === 'timed-out';
}

/** Draws anew a little after something changed. */
function useRefresh(subscribe: (listener: () => void) => () => void): void {
  const [, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown keeps its source as long as it is shown
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setTurn((turn) => turn + 1);
      }, REFRESH_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, []);
}
