/** About so many pixels between two numbers of the axis, at least. */
const LABEL_ROOM = 34;

/** An axis of whole numbers from 0: each has a cell of the same width and stands in its middle. */
export interface CountAxis {
  cell: number;
  ticks: number[];
  x(value: number): number;
}

export function countAxis(most: number, width: number): CountAxis {
  const cell = width / (most + 1);
  const step = tickStep(LABEL_ROOM / cell);
  return {
    cell,
    ticks: Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step),
    x: (value) => (value + 0.5) * cell,
  };
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is no less. */
function tickStep(least: number): number {
  let power = 1;
  for (;;) {
    const found = [1, 2, 5].map((digit) => digit * power).find((step) => step >= least);
    if (found !== undefined) return found;
    power *= 10;
  }
}
