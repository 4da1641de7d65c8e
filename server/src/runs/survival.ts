import { z } from 'zod';
import type { Survival } from '#protocol/lane.ts';
import { said } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { HttpAddress } from '../engines/engine.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import { LabError, toLabError } from '../errors.ts';
import type { Resend } from './send-again.ts';

/** How long the service may take to tell what it has, in milliseconds. */
const ANSWER_MS = 10_000;
/** So many of the forgotten requests are named; the rest is counted. */
const MAX_ROWS_NAMED = 1_000;

const storedSchema = z.object({ stored: z.array(z.int()) });

export interface SurvivalQuestion {
  program: LabContainer;
  rows: readonly RequestRow[];
  /** Where the service answers now that it runs again; makes it run where it does not. */
  address(): Promise<HttpAddress>;
  /** Sends the lost requests again before the service is asked; null where the client does not. */
  resend: Resend | null;
  /** The run's clock. */
  now(): number;
}

/**
 * Asks a service that runs again what it still has of the work that it had acknowledged, and what it has done twice. Rejects only
 * where the question was given up; what else goes wrong is an answer that says so.
 * @throws AbortError
 */
export async function askSurvival(question: SurvivalQuestion, abortSignal: AbortSignal): Promise<Survival> {
  const { program, rows, resend, now } = question;
  const acknowledged = rows.filter(isAcknowledged).map(({ number }) => number);
  try {
    if (program.storedPath === undefined) throw nobodyKnows(program);
    const address = await question.address();
    const retried = resend === null ? null : await resend(address, rows, abortSignal);
    const stored = await askStored(address, program.storedPath, program.name, abortSignal);
    const forgotten = acknowledged.filter((number) => !stored.has(number));
    const doubled = [...stored].filter(([, times]) => times > 1).map(([number]) => number);
    const duplicates = doubled.sort((one, other) => one - other).slice(0, MAX_ROWS_NAMED);
    return {
      askedAtMs: now(),
      acknowledged: acknowledged.length,
      forgotten: forgotten.length,
      rows: forgotten.slice(0, MAX_ROWS_NAMED),
      ...(retried === null ? {} : { retried: { ...retried, duplicated: doubled.length, duplicates } }),
    };
  } catch (thrown) {
    abortSignal.throwIfAborted();
    const { message: error, said: what } = toLabError(thrown);
    return { askedAtMs: now(), error, said: what };
  }
}

/** The client has the service's word that the work is done. */
function isAcknowledged({ outcome, status }: RequestRow): boolean {
  return outcome === 'completed' && status !== null && status >= 200 && status < 300;
}

function nobodyKnows({ name }: LabContainer): LabError {
  return new LabError(
    'engine-failed',
    said('{container} has no way to tell what it has: its container.yaml names no storedPath.', { container: name }),
  );
}

/** How often the service has carried out each request that it knows of. */
async function askStored(
  { host, port }: HttpAddress,
  path: string,
  name: string,
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<number, number>> {
  const response = await fetch(`http://${host}:${port}${path}`, {
    signal: AbortSignal.any([abortSignal, AbortSignal.timeout(ANSWER_MS)]),
  });
  if (!response.ok)
    throw new LabError(
      'engine-failed',
      said('{container} answered GET {path} with {status}.', { container: name, path, status: response.status }),
    );
  const times = new Map<number, number>();
  for (const number of storedSchema.parse(await response.json()).stored) {
    times.set(number, (times.get(number) ?? 0) + 1);
  }
  return times;
}
