import type { RequestFacts } from '../ledger/ledger.ts';
import type { TrafficPlan } from './plan.ts';

/** What the lab tells its traffic thread. `id` names one lane's traffic. */
export type ToWorker =
  | { kind: 'begin'; id: number; plan: TrafficPlan }
  | { kind: 'stop'; id: number; atMs: number }
  | { kind: 'give-up-connecting'; id: number }
  | { kind: 'abandon'; id: number };

/** What the traffic thread tells the lab. Nothing follows `done` or `failed` for the same id. */
export type FromWorker =
  | { kind: 'rows'; id: number; facts: RequestFacts[] }
  | { kind: 'done'; id: number }
  | { kind: 'failed'; id: number; reason: string };
