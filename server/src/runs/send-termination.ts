import { said } from '#protocol/language/say.ts';
import type { Fault, Termination } from '#protocol/termination.ts';
import type { RunningContainer } from '../engines/engine.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import { LabError, toLabError } from '../errors.ts';
import { postTo } from './post-to.ts';

/**
 * Sends a container a termination. Resolves when the engine has accepted it: for a stop, as soon as the stop signal is on its way;
 * for a fault, when the program has the request.
 * @param failedLater called where a stop was accepted and failed after that
 * @throws EngineLostError, LabError `engine-failed` where the program did not take the request for its fault
 */
export async function sendTermination(
  container: RunningContainer,
  program: LabContainer,
  termination: Termination,
  failedLater: (error: LabError) => void,
): Promise<void> {
  if (termination.kind === 'kill') return await container.signal(termination.signal);
  if (termination.kind === 'fault') return await callForth(container, program, termination.fault);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let accepted = false;
  container
    .stop(termination.gracePeriodSeconds, () => {
      accepted = true;
      resolve();
    })
    .then(resolve, (thrown: unknown) => {
      if (accepted) failedLater(toLabError(thrown));
      else reject(thrown);
    });
  return await promise;
}

async function callForth({ address }: RunningContainer, { name, faults }: LabContainer, fault: Fault): Promise<void> {
  const request = faults[fault];
  if (request === undefined)
    throw new LabError(
      'invalid-input',
      said('{container} has no fault "{fault}": end it in another way.', { container: name, fault }),
    );
  await postTo(address, request.path);
}
