import type { RequestRow } from '#protocol/request.ts';
import type { LaneEvent } from './lane-events.ts';

/**
 * The request that is selected after a key: left and right go one by one, up and down from one that went wrong to the next.
 * @returns undefined for a key that selects nothing
 */
export function selectionAfter(
  rows: readonly RequestRow[],
  selected: number | null,
  key: string,
): number | null | undefined {
  if (key === 'Escape') return selected === null ? undefined : null;
  const last = rows.length;
  if (last === 0) return undefined;
  const from = selected ?? (key === 'ArrowRight' || key === 'ArrowDown' ? 0 : last + 1);
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowLeft':
      return Math.max(1, from - 1);
    case 'ArrowDown':
      return nextLost(rows, from, 1) ?? selected;
    case 'ArrowUp':
      return nextLost(rows, from, -1) ?? selected;
    case 'Home':
      return 1;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/**
 * The event that is selected after a key: left and right go one by one.
 * @returns undefined for a key that selects nothing
 */
export function eventAfter(
  events: readonly LaneEvent[],
  selected: string | null,
  key: string,
): LaneEvent | undefined {
  const from = events.findIndex(({ id }) => id === selected);
  const last = events.length - 1;
  switch (key) {
    case 'ArrowRight':
      return events[Math.min(last, from + 1)];
    case 'ArrowLeft':
      return events[from === -1 ? last : Math.max(0, from - 1)];
    case 'Home':
      return events[0];
    case 'End':
      return events[last];
    default:
      return undefined;
  }
}

function nextLost(rows: readonly RequestRow[], from: number, step: 1 | -1): number | null {
  for (let number = from + step; number >= 1 && number <= rows.length; number += step) {
    const outcome = rows[number - 1]?.outcome;
    if (outcome === 'cut' || outcome === 'timed-out') return number;
  }
  return null;
}
