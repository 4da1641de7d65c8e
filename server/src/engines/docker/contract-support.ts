import { probeDocker } from './probe.ts';

/** Whether the tests that need Docker run. Without Docker they are skipped, aloud; on CI they run all the same, and fail. */
export async function isDockerNeeded(): Promise<boolean> {
  const { available, reason } = await probeDocker();
  if (!available) console.warn(`SKIPPED, because Docker cannot be used: ${reason}`);
  return available || process.env.CI === 'true';
}
