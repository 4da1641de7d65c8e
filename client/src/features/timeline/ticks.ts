import { decimal } from '#protocol/language/decimal.ts';
import type { Window } from './window.ts';

export interface Tick {
  at: number;
  label: string;
}

/** Round instants of a window, so that about `most` of them fit. */
export function ticks({ from, to }: Window, most: number): Tick[] {
  const step = roundStep((to - from) / Math.max(1, most));
  const inSeconds = step >= 500 || Math.max(Math.abs(from), Math.abs(to)) >= 5_000;
  const found: Tick[] = [];
  for (let n = Math.ceil(from / step); n * step <= to; n++) {
    found.push({ at: n * step, label: tickLabel(n * step, inSeconds) });
  }
  return found;
}

/** The next 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least) ?? 10;
  return Math.max(1, factor * power);
}

function tickLabel(at: number, inSeconds: boolean): string {
  if (at === 0) return '0';
  const sign = at < 0 ? '−' : '+';
  const size = Math.abs(at);
  return inSeconds ? `${sign}${decimal(`${Number((size / 1_000).toFixed(3))}`)} s` : `${sign}${Math.round(size)} ms`;
}
