import { defineConfig } from '@playwright/test';
import { findBrowser, SECOND_LOOPBACK } from './support/browser.ts';
import type { LabOptions } from './support/lab.ts';

const executablePath = findBrowser();

export default defineConfig<object, LabOptions>({
  testDir: '.',
  outputDir: 'results',
  // One lab with real containers at a time: two cores measure nothing when four labs share them. Two pages at once take as long as
  // one after the other: a browser without a GPU draws with the processor.
  workers: 1,
  forbidOnly: process.env.CI === 'true',
  // A test that passes at the second try is a defect, not a pass.
  retries: 0,
  // A busy machine takes its time: no test is asked how fast it is.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    // Snapshots of every step of a page that is full of logs would take longer than the steps.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        // Chromium refuses its sandbox to root, which tests in a container are.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--host-resolver-rules=MAP localhost ${SECOND_LOOPBACK.includes(':') ? `[${SECOND_LOOPBACK}]` : SECOND_LOOPBACK}`,
        // The tests speak to the lab and to nobody else.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
      ],
    },
  },
  projects: [
    { name: 'process', testMatch: 'process/*.spec.ts' },
    { name: 'docker', testMatch: ['docker/*.spec.ts', 'api/*.spec.ts'], use: { engine: 'docker' } },
    // What the page shows and says of runs on Docker.
    { name: 'page', testMatch: ['page/*.spec.ts', 'course/*.spec.ts'], use: { engine: 'docker' } },
    // The contract whole, and of the page what an engine can change: its looks are the same on both.
    { name: 'embedded', testMatch: ['embedded/*.spec.ts', 'api/*.spec.ts'], use: { engine: 'embedded' } },
    {
      name: 'page-embedded',
      testMatch: ['page/{experiment,ready}.spec.ts', 'course/*.spec.ts'],
      use: { engine: 'embedded' },
    },
    ...(process.env.LAB_PICTURES ? [{ name: 'pictures', testMatch: 'pictures/*.spec.ts' }] : []),
  ],
});
