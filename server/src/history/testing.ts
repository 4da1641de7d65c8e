import type { Runs } from '../runs/runs.ts';
import { History } from './history.ts';

/** For tests: a history that goes with its process. */
export function memoryHistory(runs: Runs, path = ':memory:', observer = 'a test'): History {
  return new History({
    path,
    runs,
    observer,
    failed: (error) => {
      throw error;
    },
  });
}
