import { defineConfig } from '@playwright/test';
import { findBrowser, SECOND_LOOPBACK } from './support/browser.ts';
import type { LabOptions } from './support/lab.ts';

const executablePath = findBrowser();

export default defineConfig<object, LabOptions>({
  testDir: '.',
  outputDir: 'results',
  // One lab with real containers at a time: two cores measure nothing when four labs share them.
  workers: 1,
  forbidOnly: process.env.CI === 'true',
  // A test that passes at the second try is a defect, not a pass.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
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
    { name: 'docker', testMatch: ['docker/*.spec.ts', 'api/*.spec.ts', 'page/*.spec.ts'], use: { engine: 'docker' } },
    { name: 'embedded', testMatch: ['api/*.spec.ts', 'page/*.spec.ts'], use: { engine: 'embedded' } },
    ...(process.env.LAB_PICTURES ? [{ name: 'pictures', testMatch: 'pictures/*.spec.ts' }] : []),
  ],
});
