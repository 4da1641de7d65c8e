import { decimal } from '#protocol/language/decimal.ts';

/** `+41 ms`, `−1.20 s`. */
export function signedTime(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${time(Math.abs(ms))}`;
}

/** `+13.258 s`: an instant that is moved by small steps, none of which may read like the one before. */
export function instant(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${decimal((Math.abs(ms) / 1_000).toFixed(3))} s`;
}

/** `0.3 ms`, `41 ms`, `1.20 s`. */
export function time(ms: number): string {
  if (ms < 1) return `${decimal(ms.toFixed(1))} ms`;
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${decimal((ms / 1_000).toFixed(ms < 10_000 ? 2 : 1))} s`;
}
