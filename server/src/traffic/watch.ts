import { monotonicMs } from '../clock.ts';

/**
 * How long the thread sleeps between two turns of the event loop, in milliseconds: an answer that comes meanwhile is read so much
 * later. A thread that spins instead takes a whole processor, which the program under test may need, and the system sets it
 * aside for milliseconds as soon as others want to run; one that sleeps is woken on time.
 */
const NAP_MS = 0.1;

/** A sleep lasts longer than asked by about so much (Linux's timer slack): the last stretch before an instant has no nap. */
const OVERSLEPT_MS = 0.06;

interface Watched {
  at: number;
  ring: () => void;
}

/** Nobody ever wakes who waits on it. */
const BED = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

const watched = new Set<Watched>();
let isTurning = false;

/**
 * Calls back at an instant of the monotonic clock that is near, at the earliest on the next turn of the event loop, which goes on
 * reading sockets meanwhile. All that a thread waits for shares its naps.
 * @returns ends it
 */
export function watch(at: number, ring: () => void): () => void {
  const one: Watched = { at, ring };
  watched.add(one);
  if (!isTurning) nextTurn();
  return () => watched.delete(one);
}

function nextTurn(): void {
  isTurning = true;
  setImmediate(turn);
}

function turn(): void {
  isTurning = false;
  nap(firstAt() - monotonicMs() - OVERSLEPT_MS);
  const now = monotonicMs();
  for (const one of [...watched]) {
    if (one.at > now || !watched.delete(one)) continue; // gone: an earlier one's call has ended it
    one.ring();
  }
  if (watched.size > 0 && !isTurning) nextTurn();
}

function nap(longest: number): void {
  if (longest > 0 && longest < Number.POSITIVE_INFINITY) Atomics.wait(BED, 0, 0, Math.min(NAP_MS, longest));
}

function firstAt(): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { at } of watched) first = Math.min(first, at);
  return first;
}
