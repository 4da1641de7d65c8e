import type { LaneId } from '#protocol/ids.ts';
import { grouped } from '#protocol/language/decimal.ts';
import { say, sayCount } from '#protocol/language/say.ts';
import type { LaneEvents } from './lane-events.ts';
import { EventGlyph } from './mark-glyph.tsx';
import { eventSpoken } from './row-details.tsx';
import type { Selected } from './selected.ts';
import { signedTime } from './times.ts';
import { VirtualTable } from './virtual-table.tsx';

interface EventTableProps {
  laneId: LaneId;
  title: string;
  events: LaneEvents;
  selected: Selected;
  /** What the lane's axis calls 0. */
  origin: number;
}

/** What happened to a lane beside its requests, as a table. */
export function EventTable({ laneId, title, events, selected, origin }: EventTableProps) {
  const { told, routine } = events;
  const chosen = selected.event(laneId);
  return (
    <>
      <VirtualTable
        label={say('Events of {title}', { title })}
        columns={[say('When'), say('Event')]}
        count={told.length}
        selected={chosen === null ? -1 : told.findIndex(({ id }) => id === chosen)}
        emptyText={say('Nothing happened yet.')}
        row={(index) => {
          const event = told[index];
          if (event === undefined) return { key: index, head: '…', spoken: say('Not here yet'), cells: [] };
          return {
            key: event.id,
            head: signedTime(event.at - origin),
            spoken: eventSpoken(event, origin),
            cells: [
              <span key="text" className="event-text">
                <EventGlyph source={event.source} /> {event.text}
              </span>,
            ],
          };
        }}
        onSelect={(index) => {
          const event = index === null ? undefined : told[index];
          selected.choose(event === undefined ? null : { laneId, event: event.id });
        }}
      />
      {routine.length > 0 && (
        <p className="hidden-visually">
          {sayCount(
            routine.length,
            '{number} more lines of the log repeat themselves: they are in the log only.',
            '{number} more lines of the log repeat themselves: they are in the log only.',
            { number: grouped(routine.length) },
          )}
        </p>
      )}
    </>
  );
}
