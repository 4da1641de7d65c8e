import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SpareRun } from './spares.ts';
import { Spares } from './spares.ts';

class WaitingRun implements SpareRun {
  readonly id: string;
  isUntouched = true;
  readonly #listeners = new Set<() => void>();

  constructor(id: string) {
    this.id = id;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  touch(): void {
    this.isUntouched = false;
    for (const listener of [...this.#listeners]) listener();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function held(...ids: string[]) {
  const given: string[] = [];
  const spares = new Spares<WaitingRun>((run) => given.push(run.id));
  const runs = ids.map((id) => new WaitingRun(id));
  for (const run of runs) spares.hold(run);
  return { spares, runs, given };
}

describe('a run that was prepared ahead of its start', () => {
  test('goes when nobody ever looks at it', () => {
    const { given } = held('one');
    vi.advanceTimersByTime(10_000);
    expect(given).toEqual(['one']);
  });

  test('stays while it is looked at, and goes some seconds after its last viewer', () => {
    const { spares, given } = held('one');
    const leave = spares.watch('one');
    const leaveToo = spares.watch('one');
    leave();
    vi.advanceTimersByTime(60_000);
    expect(given).toEqual([]);
    leaveToo();
    leaveToo();
    vi.advanceTimersByTime(1_000);
    expect(given).toEqual([]);
    const back = spares.watch('one');
    vi.advanceTimersByTime(60_000);
    expect(given).toEqual([]);
    back();
    vi.advanceTimersByTime(10_000);
    expect(given).toEqual(['one']);
  });

  test('goes after a long wait although it is looked at', () => {
    const { spares, given } = held('one');
    spares.watch('one');
    vi.advanceTimersByTime(60 * 60_000);
    expect(given).toEqual(['one']);
  });

  test('is a run like any other once something was done with it', () => {
    const { spares, runs, given } = held('one');
    runs[0]?.touch();
    spares.watch('one')();
    vi.advanceTimersByTime(60 * 60_000);
    expect(given).toEqual([]);
    expect(spares.discardOldest()).toBe(false);
  });

  test('makes room for others, the oldest first', () => {
    const { spares, given } = held('one', 'two');
    spares.watch('one');
    expect(spares.discardOldest()).toBe(true);
    expect(given).toEqual(['one']);
  });
});
