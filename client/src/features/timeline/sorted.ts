/** The index of the first of some sorted things that is at a place or later. */
export function firstFrom<T>(sorted: readonly T[], place: number, placeOf: (thing: T | undefined) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (placeOf(sorted[middle]) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
