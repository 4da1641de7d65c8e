import type { ILinkProvider, Terminal } from '@xterm/xterm';
import { readEvidence } from '#protocol/evidence.ts';
import { FROM_END } from './line-text.ts';

/** A line begins with its time of day and a blank: `11:15:49.402 `. */
const TIME_COLUMNS = 13;

/** Makes the lines that name a request links to it. */
export function requestLinks(terminal: Terminal, pick: (number: number) => void): ILinkProvider {
  return {
    provideLinks(row, show) {
      const text = terminal.buffer.active.getLine(row - 1)?.translateToString(true) ?? '';
      const line = text.slice(TIME_COLUMNS);
      // A line of another container of the lane has that before its own words.
      const own = readEvidence(line) === null ? line.indexOf(FROM_END) + FROM_END.length : 0;
      const evidence = readEvidence(line.slice(own));
      if (evidence === null) return show(undefined);
      show([
        {
          text,
          range: { start: { x: TIME_COLUMNS + own + 1, y: row }, end: { x: text.length, y: row } },
          activate: () => pick(evidence.number),
        },
      ]);
    },
  };
}
