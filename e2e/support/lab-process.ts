import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const node = join(root, 'node_modules', '.bin', 'node');

/** How a process ended. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The lab as its own process, as a person starts it, on a free port and with a data folder of its own. */
export class LabProcess implements AsyncDisposable {
  static readonly #living = new Set<LabProcess>();
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #data: string;
  #output = '';
  #heard: (() => void)[] = [];

  private constructor(child: ChildProcess, data: string) {
    this.#child = child;
    this.#data = data;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        for (const heard of this.#heard) heard();
      });
    }
    this.ended = new Promise((done, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => done({ code, signal }));
    });
    LabProcess.#living.add(this);
  }

  /** For a program that is told to end by a signal: it takes its labs with it, and then ends as the signal asks. */
  static endWithThis(): void {
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      process.once(signal, async () => {
        await Promise.all([...LabProcess.#living].map(async (lab) => await lab[Symbol.asyncDispose]()));
        process.exit(code);
      });
    }
  }

  static async spawn(args: string[], environment: Record<string, string> = {}): Promise<LabProcess> {
    const data = await mkdtemp(join(tmpdir(), 'lab-e2e-'));
    const child = spawn(node, ['server/src/main.ts', '--no-open', '--data', data, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    return new LabProcess(child, data);
  }

  /** Starts a lab and waits until it says where it is. */
  static async listening(args: string[], environment: Record<string, string> = {}): Promise<LabProcess> {
    const lab = await LabProcess.spawn(['--port', '0', ...args], environment);
    await lab.says(/open {4}http:\S+\n/);
    return lab;
  }

  /** All that it printed so far. */
  get output(): string {
    return this.#output;
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The lab has no process.');
    return this.#child.pid;
  }

  /** Its address, without a slash at the end. */
  get url(): string {
    const url = /open {4}(http:\S+)\//.exec(this.#output)?.[1];
    if (url === undefined) throw new Error(`The lab did not say where it is:\n${this.#output}`);
    return url;
  }

  /** Waits until its output matches. */
  async says(pattern: RegExp): Promise<void> {
    const match = new Promise<void>((done) => {
      const look = () => {
        if (pattern.test(this.#output)) done();
      };
      this.#heard.push(look);
      look();
    });
    const end = this.ended.then(({ code, signal }) => {
      throw new Error(`The lab ended (${code ?? signal}) without saying ${pattern}:\n${this.#output}`);
    });
    await Promise.race([match, end]);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** What happens when its terminal is closed: nobody reads its words any more, and it is told to hang up. */
  hangUp(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    this.signal('SIGHUP');
  }

  /** Ends it as Ctrl+C does and waits for it. */
  async end(): Promise<ProcessEnd> {
    this.signal('SIGINT');
    return await this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    LabProcess.#living.delete(this);
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.end();
    await rm(this.#data, { recursive: true, force: true });
  }
}
