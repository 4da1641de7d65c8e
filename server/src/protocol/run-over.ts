// Apart from the schemas: the page asks this before it shows anything, and must not load what checks input for it.
import type { RunStatus } from './run.ts';

/** Whether a run was not observed to its end: what it lost nobody knows, and nothing may be concluded from it. */
export function provesNothing(status: RunStatus): boolean {
  return status === 'invalid' || status === 'interrupted';
}

/** Whether nothing more will be observed of a run: what its record calls running or in flight is as it was last seen. */
export function isOver({ status }: { status: RunStatus }): boolean {
  return status === 'finished' || status === 'invalid' || status === 'interrupted';
}
