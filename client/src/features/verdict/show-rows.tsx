import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { say } from '#protocol/language/say.ts';

interface ShowRowsProps {
  /** The numbers of the requests that show a promise kept or broken. */
  rows: readonly number[];
  onShowRow(number: number): void;
}

/** Goes through the requests that show a promise, one after the other and around: by pointer, by Enter, and by arrow keys. */
export function ShowRows({ rows, onShowRow }: ShowRowsProps) {
  const [at, setAt] = useState<number | null>(null);
  const next = at === null ? 0 : (at + 1) % rows.length;
  const request = rows[next];
  if (request === undefined) return null;
  const show = (place: number) => {
    const number = rows[place];
    if (number === undefined) return;
    setAt(place);
    onShowRow(number);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const previous = at === null ? rows.length - 1 : (at + rows.length - 1) % rows.length;
    const place = { ArrowRight: next, ArrowLeft: previous }[event.key];
    if (place === undefined) return;
    event.preventDefault();
    show(place);
  };
  const all = rows.length;
  return (
    <>
      {at !== null && all > 1 && (
        <output className="show-row-at">{say('{place} of {all}', { place: at + 1, all })}</output>
      )}
      <button
        type="button"
        className="show-row"
        aria-label={
          all === 1
            ? say('Show request {request}', { request })
            : say('Show request {request}, {place} of {all}', { request, place: next + 1, all })
        }
        title={all > 1 ? say('Arrow keys go through them, too') : undefined}
        onClick={() => show(next)}
        onKeyDown={onKeyDown}
      >
        {say(at === null || all === 1 ? 'show' : 'next')}
      </button>
    </>
  );
}
