import { expect } from '@playwright/test';
import type { RunView } from '#protocol/run.ts';
import type { LabApi } from './api.ts';

/**
 * A run of the first scenario from its first request to its end: both lanes had requests in flight when they were ended, and
 * their logs are longer than a terminal is high. Nothing of it changes any more.
 */
export async function finishedRun(api: LabApi): Promise<RunView> {
  const { id } = await api.create({ scenarioId: 'in-flight' });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed >= 12 && counts.inFlight > 0));
  expect((await api.call('POST', `/api/runs/${id}/terminate`)).status).toBe(202);
  return await api.until(id, ({ status }) => status === 'finished');
}
