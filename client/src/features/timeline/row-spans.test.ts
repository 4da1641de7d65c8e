import { expect, test } from 'vitest';
import { requestRow } from './request-row.fixture.ts';
import { RowSpans } from './row-spans.ts';

/** A request each 10 ms that takes 100 ms, and one, the seventh, that takes for ever. */
const all = Array.from({ length: 2_000 }, (_, index) => requestRow({ number: index + 1, dueAt: index * 10 }));
const stuck = requestRow({ number: 7, dueAt: 60, endedAt: null, outcome: null });
all[6] = stuck;

function spans() {
  const made = new RowSpans({ all });
  made.touch(all);
  return made;
}

const numbers = (rows: readonly { number: number }[] | null) => rows?.map(({ number }) => number);

test('finds what is due in a stretch, what reaches into it, and what has waited for long', () => {
  expect(numbers(spans().within(10_000, 10_030, 100))).toEqual([
    7, 991, 992, 993, 994, 995, 996, 997, 998, 999, 1_000, 1_001, 1_002, 1_003,
  ]);
});

test('follows a request that ends', () => {
  const made = spans();
  made.within(10_000, 10_030, 100);
  const ended = { ...stuck, endedAt: 500, outcome: 'cut' } as const;
  all[6] = ended;
  made.touch([ended]);
  expect(numbers(made.within(10_000, 10_010, 100))?.[0]).toBe(991);
  all[6] = stuck;
});

test('gives up where there are more than can be told apart', () => {
  expect(spans().within(0, 20_000, 500)).toBeNull();
  expect(spans().within(0, 20_000, 2_000)).toHaveLength(2_000);
});
