import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { RuntimeSettings } from '#protocol/runtime-knobs.ts';
import { StartError } from '../../errors.ts';
import type { LabInstance } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import { commandOf, environmentOf } from './command.ts';
import { releasePort, takeFreePort } from './free-port.ts';
import { answersHealthCheck } from './health.ts';
import type { Isolation } from './isolation.ts';
import { Program } from './program.ts';

/** How long a program may take until it answers its health check. */
const START_PATIENCE_MS = 30_000;
/** How often another port is tried when somebody else took the chosen one first. */
const PORT_ATTEMPTS = 3;
const TAIL_LINES = 12;
/** How long the last words of a program that has ended may take to arrive. */
const LAST_WORDS_MS = 500;

/** What programs that cannot have their port say; the C library's words for EADDRINUSE, and gunicorn's own. */
const PORT_IN_USE = /EADDRINUSE|address (is )?already in use|connection in use/i;

export interface ProgramToStart {
  container: LabContainer;
  arguments: readonly string[];
  environment: Record<string, string>;
  form: RuntimeSettings['form'];
  /** Where it keeps what is to outlive it; null where it keeps nothing. */
  dataFolder: string | null;
  instance: LabInstance;
  isolation: Isolation;
  virtualEnvironment: string | null;
}

export interface StartedProgram {
  program: Program;
  port: number;
}

/**
 * Starts a lab container's program on a free port and waits until it answers its health check. The caller gives the port back with
 * `releasePort` when nobody sends to it any more: until then no other program may answer in the place of one that has ended.
 * @throws StartError with the program's last lines; AbortError, and then nothing of it is left
 */
export async function startProgram(wanted: ProgramToStart, abortSignal: AbortSignal): Promise<StartedProgram> {
  for (let attempt = 1; ; attempt += 1) {
    abortSignal.throwIfAborted();
    const port = await takeFreePort();
    let program: Program | null = null;
    try {
      program = await startOn(port, wanted, abortSignal);
      if (program !== null) return { program, port };
    } finally {
      if (program === null) releasePort(port);
    }
    if (attempt === PORT_ATTEMPTS) {
      const values = { container: wanted.container.name, times: PORT_ATTEMPTS };
      throw new StartError(said('{container} found its port in use {times} times. Try again.', values));
    }
  }
}

/** The healthy program, or null where somebody else has the port. */
async function startOn(port: number, wanted: ProgramToStart, abortSignal: AbortSignal): Promise<Program | null> {
  const { container, instance, isolation, virtualEnvironment, dataFolder } = wanted;
  const program = await Program.start(isolation, {
    command: commandOf(container, port, wanted.arguments, wanted.form),
    folder: container.folder,
    environment: environmentOf({ port, instance, virtualEnvironment, dataFolder, own: wanted.environment }),
  });
  try {
    const outcome = await becomesHealthy(program, port, container.healthPath, abortSignal);
    // Asked when it is healthy too: it may be the other program that answers.
    if (PORT_IN_USE.test(program.output.tail(TAIL_LINES).join('\n'))) return await discard(program);
    if (outcome === 'healthy') return program;
    throw new StartError(notHealthy(container, outcome, program.output.tail(TAIL_LINES).join('\n')));
  } catch (thrown) {
    await discard(program);
    throw thrown;
  }
}

async function discard(program: Program): Promise<null> {
  await program.kill();
  return null;
}

type StartOutcome = 'healthy' | Unhealthy;
type Unhealthy = 'late' | { exitCode: number };

function notHealthy({ name, healthPath }: LabContainer, outcome: Unhealthy, lines: string): Said {
  const values = { container: name, path: healthPath, lines };
  if (outcome === 'late') {
    const seconds = START_PATIENCE_MS / 1000;
    return said('{container} did not answer {path} within {seconds} s. Its last lines:\n{lines}', {
      ...values,
      seconds,
    });
  }
  return said('{container} ended with exit code {exitCode} before it answered {path}. Its last lines:\n{lines}', {
    ...values,
    exitCode: outcome.exitCode,
  });
}

async function becomesHealthy(
  program: Program,
  port: number,
  healthPath: string,
  abortSignal: AbortSignal,
): Promise<StartOutcome> {
  const over = new AbortController();
  const patience = AbortSignal.timeout(START_PATIENCE_MS);
  const healthy = answersHealthCheck(port, healthPath, AbortSignal.any([abortSignal, patience, over.signal])).then(
    () => 'healthy' as const,
    () => 'late' as const,
  );
  try {
    const outcome = await Promise.race([healthy, program.ended.then((exitCode) => ({ exitCode }))]);
    abortSignal.throwIfAborted();
    if (typeof outcome === 'object') await program.output.arrived(LAST_WORDS_MS);
    return outcome;
  } finally {
    over.abort();
  }
}
