import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { ClockGap } from './clock-gap.ts';

const LOOK_EVERY_MS = 50;

// What a trial reads of the lab's outside contract, written down anew: it shares no code with the lab.
const countsSchema = z.object({
  due: z.int(),
  completed: z.int(),
  refused: z.int(),
  cut: z.int(),
  timedOut: z.int(),
  notSent: z.int(),
  inFlight: z.int(),
  lost: z.object({
    total: z.int(),
    unread: z.int(),
    interrupted: z.int(),
    unacknowledged: z.int(),
    unknown: z.int(),
  }),
});
const laneSchema = z.object({
  id: z.string(),
  state: z.string(),
  container: z.object({ name: z.string(), url: z.string().nullable(), proxied: z.boolean() }),
  exit: z.object({ exitCode: z.int().nullable(), forced: z.boolean() }).optional(),
  counts: countsSchema,
});
const runSchema = z.object({
  id: z.string(),
  status: z.string(),
  now: z.number(),
  lanes: z.array(laneSchema),
  error: z.object({ message: z.string() }).optional(),
});
const rowSchema = z.object({
  number: z.int(),
  dueAt: z.number(),
  sentAt: z.number().nullable(),
  connectedAt: z.number().nullable(),
  writtenAt: z.number().nullable(),
  firstByteAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  outcome: z.enum(['completed', 'refused', 'cut', 'timed-out', 'not-sent']),
  status: z.int().nullable(),
  sight: z.string(),
  errorCode: z.string().nullable(),
  bytesReceived: z.int(),
  reusedConnection: z.boolean(),
  evidence: z.enum(['none', 'received', 'stored']),
});

export type LabCounts = z.infer<typeof countsSchema>;
export type LabLane = z.infer<typeof laneSchema>;
export type LabRun = z.infer<typeof runSchema>;
export type LabRow = z.infer<typeof rowSchema>;

/** A run that came to nothing, such as one whose container never answered. */
export class InvalidRunError extends Error {}

/** The lab over HTTP, as a script drives it. */
export class LabClient {
  readonly #url: string;
  readonly #clocks = new Map<string, ClockGap>();

  constructor(url: string) {
    this.#url = url;
  }

  async create(body: unknown): Promise<LabRun> {
    return runSchema.parse(await (await this.#call('POST', '/api/runs', body)).json());
  }

  async start(runId: string): Promise<void> {
    await this.#call('POST', `/api/runs/${runId}/start`);
  }

  async terminate(runId: string, laneId: string, termination: unknown): Promise<void> {
    await this.#call('POST', `/api/runs/${runId}/lanes/${laneId}/terminate`, termination);
  }

  async remove(runId: string): Promise<void> {
    this.#clocks.delete(runId);
    await this.#call('DELETE', `/api/runs/${runId}`);
  }

  /** The ledger of a lane, in the order of the requests' numbers. */
  async ledger(runId: string, laneId: string): Promise<LabRow[]> {
    const text = await (await this.#call('GET', `/api/runs/${runId}/ledger?lane=${laneId}`)).text();
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => rowSchema.parse(JSON.parse(line)));
  }

  /** Waits until a run fulfils a condition. @throws InvalidRunError, or Error where the time in milliseconds is over */
  async until(runId: string, condition: (run: LabRun) => boolean, patienceMs: number): Promise<LabRun> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const run = await this.#look(runId);
      if (run.status === 'invalid') throw new InvalidRunError(`The run is invalid: ${run.error?.message}`);
      if (condition(run)) return run;
      if (performance.now() > deadline) {
        const lanes = run.lanes.map(({ id, state }) => `lane ${id} ${state}`).join(', ');
        throw new Error(`After ${patienceMs} ms the run is still ${run.status}: ${lanes}.`);
      }
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Looks at a run that is not over until its clock is known as well as is wanted, in milliseconds, or so many looks were no use. */
  async readClock(runId: string, wantedMs: number, looks = 60): Promise<void> {
    for (let look = 0; look < looks && this.clockOf(runId).width > wantedMs; look += 1) await this.#look(runId);
  }

  /** How the clock of a run that was waited for stands to this machine's. */
  clockOf(runId: string): ClockGap {
    const clock = this.#clocks.get(runId) ?? new ClockGap();
    this.#clocks.set(runId, clock);
    return clock;
  }

  async #look(runId: string): Promise<LabRun> {
    const before = Date.now();
    const response = await this.#call('GET', `/api/runs/${runId}`);
    const after = Date.now();
    const run = runSchema.parse(await response.json());
    // The clock of a run that is over stands still.
    if (run.status === 'ready' || run.status === 'running') this.clockOf(runId).observe(run.now, before, after);
    return run;
  }

  async #call(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
