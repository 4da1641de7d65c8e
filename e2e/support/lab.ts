import { test as base } from '@playwright/test';
import type { RunView } from '#protocol/run.ts';
import { LabApi } from './api.ts';
import { hasDocker } from './docker.ts';
import { finishedRun } from './finished-run.ts';
import { LabProcess } from './lab-process.ts';
import { makeSteady } from './steady-page.ts';

export interface LabOptions {
  engine: 'docker' | 'embedded';
}

interface LabFixtures {
  lab: LabProcess;
  api: LabApi;
  /** A run that is over, the same one for all tests of a worker: to be looked at, never changed. */
  finished: RunView;
}

/** Tests of the page and the contract: one lab a worker, on the engine of the project, ended with grace at the end. */
export const test = base.extend<object, LabOptions & LabFixtures>({
  engine: ['docker', { scope: 'worker', option: true }],
  lab: [
    async ({ engine }, use) => {
      await using lab = await LabProcess.listening(['--engine', engine]);
      await use(lab);
      const end = await lab.end();
      if (end.code !== 0) throw new Error(`The lab ended with ${end.code ?? end.signal}:\n${lab.output}`);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  api: [async ({ lab }, use) => await use(new LabApi(lab.url)), { scope: 'worker' }],
  finished: [async ({ api }, use) => await use(await finishedRun(api)), { scope: 'worker', timeout: 60_000 }],
  baseURL: async ({ lab }, use) => await use(lab.url),
  context: async ({ context }, use) => {
    context.on('page', makeSteady);
    await use(context);
  },
});

/** Without Docker its tests count as skipped, loudly; with CI=true they fail. */
export function requireDocker(engine: string): void {
  if (engine !== 'docker' || hasDocker()) return;
  if (process.env.CI === 'true') throw new Error('CI=true, and no Docker engine answers.');
  console.error('*** NO DOCKER ENGINE ANSWERS: this test on real containers does not run.');
  test.skip(true, 'no Docker engine answers');
}

export { expect } from '@playwright/test';
