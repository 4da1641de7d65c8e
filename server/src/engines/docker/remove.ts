import { setTimeout as sleep } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { statusOf } from './client.ts';

/** How often the engine is asked whether a removal that somebody else began is over, in milliseconds. */
const POLL_MS = 50;
/** Half of the lab's own time to end. */
const PATIENCE_MS = 2_500;

/**
 * Removes a container, running or not; resolves when it is gone, also where somebody else removes it at the same time.
 * @throws what the engine answered
 */
export async function removeContainer(docker: Dockerode, id: string): Promise<void> {
  const container = docker.getContainer(id);
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    if (statusOf(error) === 404) return;
    if (statusOf(error) !== 409) throw error;
    const deadline = performance.now() + PATIENCE_MS;
    while (await exists(container)) {
      if (performance.now() > deadline) throw error;
      await sleep(POLL_MS);
    }
  }
}

/** Removes a network; fine where it is gone already. @throws what the engine answered */
export async function removeNetwork(docker: Dockerode, id: string): Promise<void> {
  try {
    await docker.getNetwork(id).remove();
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

async function exists(container: Dockerode.Container): Promise<boolean> {
  try {
    await container.inspect();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
