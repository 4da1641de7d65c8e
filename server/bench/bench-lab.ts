import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { LabProcess } from '../../e2e/support/lab-process.ts';
import type { CreateRun } from '../src/protocol/run.ts';
import { Inspector } from './inspector.ts';

const POLL_MS = 5;
/** Building an image is the longest that anything here may take. */
const PATIENCE_MS = 300_000;

const runSchema = z.object({
  id: z.string(),
  status: z.string(),
  error: z.object({ message: z.string() }).optional(),
  lanes: z.array(
    z.object({
      state: z.string(),
      container: z.object({ name: z.string() }),
      counts: z.object({ due: z.int(), completed: z.int() }),
    }),
  ),
});
export type BenchRun = z.infer<typeof runSchema>;

/** The lab as a process of its own with the benchmarks' scenario, driven by nothing but its HTTP contract. */
export class BenchLab implements AsyncDisposable {
  readonly #lab: LabProcess;
  readonly #inspector: Inspector | null;

  private constructor(lab: LabProcess, inspector: Inspector | null) {
    this.#lab = lab;
    this.#inspector = inspector;
  }

  static async open(args: string[]): Promise<BenchLab> {
    return new BenchLab(await LabProcess.listening(args), null);
  }

  /** A lab whose heap can be looked at. */
  static async openInspected(args: string[]): Promise<BenchLab> {
    const lab = await LabProcess.listening(args, { NODE_OPTIONS: '--inspect=127.0.0.1:0' });
    return new BenchLab(lab, await Inspector.connect(lab.output));
  }

  get url(): string {
    return this.#lab.url;
  }

  async create(command: CreateRun): Promise<BenchRun> {
    return runSchema.parse(await this.#call('POST', '/api/runs', command));
  }

  async view(id: string): Promise<BenchRun> {
    return runSchema.parse(await this.#call('GET', `/api/runs/${id}`));
  }

  /** A run whose containers are ready. */
  async ready(command: CreateRun): Promise<BenchRun> {
    const { id } = await this.create(command);
    return await this.until(id, ({ status }) => status === 'ready');
  }

  async do(id: string, what: 'start' | 'terminate' | 'finish'): Promise<void> {
    await this.#call('POST', `/api/runs/${id}/${what}`);
  }

  async remove(id: string): Promise<void> {
    await this.#call('DELETE', `/api/runs/${id}`);
  }

  /** Waits until a run's view fulfils a condition, and answers it. @throws Error where the run fails or nothing happens */
  async until(id: string, condition: (run: BenchRun) => boolean): Promise<BenchRun> {
    for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await delay(POLL_MS)) {
      const run = await this.view(id);
      if (condition(run)) return run;
      if (run.status === 'invalid') throw new Error(`The run failed: ${run.error?.message}`);
    }
    throw new Error(`The run ${id} did not get there in ${PATIENCE_MS / 1000} s.`);
  }

  /** The resident memory now, in MB (10^6 bytes); NaN where there is no /proc. */
  async residentMb(): Promise<number> {
    const status = await readFile(join('/proc', String(this.#lab.pid), 'status'), 'utf8').catch(() => '');
    return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
  }

  /** What the main thread's JavaScript heap holds after a forced garbage collection, in MB. */
  async heapMb(): Promise<number> {
    if (this.#inspector === null) throw new Error('This lab was not opened to be inspected.');
    return (await this.#inspector.heapAfterCollection()) / 1e6;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#inspector?.close();
    await this.#lab[Symbol.asyncDispose]();
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}
