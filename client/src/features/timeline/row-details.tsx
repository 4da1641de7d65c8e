import { say } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { LaneEvent } from './lane-events.ts';
import type { LaneMoments } from './lane-moments.ts';
import { markOf, markWords } from './mark.ts';
import { EventGlyph, MarkGlyph } from './mark-glyph.tsx';
import { rowRecord } from './row-record.ts';
import { rowFacts, rowSentence } from './row-text.ts';
import { signedTime } from './times.ts';

interface RowDetailsProps {
  row: RequestRow;
  moments: LaneMoments;
  /** Whether all of the row is shown, over the picture: nothing moves for it. */
  isWhole: boolean;
  onWhole(): void;
}

/** The selected request's row, in facts and a sentence, and all of it where that is wanted. */
export function RowDetails({ row, moments, isWhole, onWhole }: RowDetailsProps) {
  const mark = markOf(row);
  return (
    <div className={isWhole ? 'row-details whole' : 'row-details'}>
      <p className="row-facts">
        <MarkGlyph mark={mark} />
        <b>
          {row.number} {markWords(mark, moments)}
        </b>
        <span>{rowFacts(row, moments).join(' · ')}</span>
        <button type="button" className="row-whole" aria-expanded={isWhole} onClick={onWhole}>
          {say(isWhole ? 'less' : 'whole row')}
        </button>
      </p>
      <p>{rowSentence(row, moments)}</p>
      {isWhole && (
        <dl className="row-record" aria-label={say('Request {number} whole', { number: row.number })}>
          {rowRecord(row, moments).map(({ name, value, fromSignal }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {value}
                {fromSignal !== null && (
                  <span title={say('milliseconds from the signal')}>
                    <span className="hidden-visually">, {say('from the signal')} </span> {fromSignal}
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** The selected event. */
export function EventDetails({ event, origin }: { event: LaneEvent; origin: number }) {
  return (
    <div className="row-details">
      <p className="row-facts">
        <EventGlyph source={event.source} />
        <b>{signedTime(event.at - origin)}</b>
        <span>{say(event.source === 'lab' ? 'the lab' : 'a line of the container’s own log')}</span>
      </p>
      <p>{event.text}</p>
    </div>
  );
}

/** An event for a screen reader. */
export function eventSpoken(event: LaneEvent, origin: number): string {
  const { source, at, text } = event;
  return say(source === 'lab' ? 'The lab, {time}: {text}' : 'The log, {time}: {text}', {
    time: signedTime(at - origin),
    text,
  });
}
