import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { said } from '#protocol/language/say.ts';
import type { SignalName } from '#protocol/signals.ts';
import { StartError } from '../../errors.ts';
import type { Isolation } from './isolation.ts';
import { inNamespace } from './isolation.ts';
import { Output } from './output.ts';

export interface ProgramCommand {
  command: readonly string[];
  folder: string;
  /** Everything that the program finds in its environment: nothing of the lab's own is inherited. */
  environment: Record<string, string>;
}

type End = [code: number | null, signal: NodeJS.Signals | null];

/** A running program with all processes that it makes: they end with its first process. */
export class Program {
  /** The first process, as the lab sees it: signals go there, and nowhere else. */
  readonly pid: number;
  readonly output: Output;
  /** The exit code of the first process by the shells' rule, 128 + n for signal n. */
  readonly ended: Promise<number>;
  readonly startedAt = new Date();
  #end: { exitCode: number; at: Date } | null = null;

  private constructor(pid: number, output: Output, end: Promise<End>, killRest: (end: End) => void) {
    this.pid = pid;
    this.output = output;
    this.ended = end.then(([code, signal]) => {
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      this.#end = { exitCode, at: new Date() };
      killRest([code, signal]);
      return exitCode;
    });
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /** How and when it ended; null while it runs. */
  get end(): { exitCode: number; at: Date } | null {
    return this.#end;
  }

  /**
   * Starts a program in a session of its own: a Ctrl-C in the lab's terminal goes to the lab alone.
   * @throws StartError where there is no such program
   */
  static async start(isolation: Isolation, { command, folder, environment }: ProgramCommand): Promise<Program> {
    const { namespace, guard } = isolation;
    const line = namespace === null ? [...guard, ...command] : inNamespace(isolation, namespace, command);
    const [file = '', ...args] = line;
    const child = spawn(file, args, {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(namespace === null ? [] : (['pipe'] as const))],
    });
    const end = endOf(child);
    if (child.pid === undefined || child.stdout === null || child.stderr === null) {
      await end;
      throw new StartError(said('{program} cannot be started.', { program: file }));
    }
    const leader = child.pid;
    const output = new Output(child.stdout, child.stderr);
    const pidPipe = child.stdio[3];
    if (!(pidPipe instanceof Readable)) return new Program(leader, output, end, () => kill(-leader, 'SIGKILL'));
    // Ends when the shell has told the id, or has died before.
    const pid = Number(await text(pidPipe)) || leader;
    // The kernel ends a PID namespace with its first process; only a shell that was killed itself leaves that one behind.
    return new Program(pid, output, end, ([code]) => code === null && kill(pid, 'SIGKILL'));
  }

  /** Sends a signal to the first process. False where it has ended already. */
  signal(name: SignalName): boolean {
    // Until the end is reported here, nobody has reused the process id: that would take a whole turn of the kernel's counter.
    return !this.hasEnded && kill(this.pid, name);
  }

  /** Kills every process of the program and waits for its end. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
    this.output.discardUnlessTaken();
  }
}

/** Sends a signal to a process, or with a negative id to a process group. False where there is none. */
export function kill(pid: number, name: SignalName): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    // macOS says EPERM of a group that consists of ended processes only.
    if (error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')) return false;
    throw error;
  }
}

function endOf(child: ChildProcess): Promise<End> {
  const end = new Promise<End>((resolve, reject) => {
    child.once('exit', (code, signal) => resolve([code, signal]));
    child.once('error', (error) => {
      const values = { program: child.spawnfile, reason: error.message };
      reject(new StartError(said('{program} cannot be started: {reason}.', values), { cause: error }));
    });
  });
  return end;
}
