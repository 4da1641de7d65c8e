import { recall, remember } from '../../ui/remembered.ts';

const KEY = 'lab-start-when-ready';

/** The run that this tab was asked to start once its containers are ready: outlives a reload, not the tab. */
export const startWish = {
  make(runId: string): void {
    remember(KEY, runId, 'session');
  },
  /** Whether the run is to be started; asking fulfils the wish. */
  take(runId: string): boolean {
    if (recall(KEY, 'session') !== runId) return false;
    remember(KEY, null, 'session');
    return true;
  },
  isFor(runId: string): boolean {
    return recall(KEY, 'session') === runId;
  },
};
