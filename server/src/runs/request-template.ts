import type { RunId } from '#protocol/ids.ts';
import type { RequestTemplate } from '../traffic/plan.ts';
import type { LanePlan } from './lane-plan.ts';

/**
 * The request that a lane's client sends over and over. Where the client is to send again what it lost, and the server to know it,
 * each request carries a key of its own (draft-ietf-httpapi-idempotency-key-header, a string in double quotes).
 */
export function requestTemplate({ container, retry }: LanePlan, runId: RunId): RequestTemplate {
  if (retry !== 'idempotency-key') return container.request;
  return { ...container.request, headers: { 'Idempotency-Key': `"${runId}-{number}"` } };
}
