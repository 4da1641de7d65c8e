import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/**
 * Where Linux distributions and macOS put a Chromium that Playwright can drive. The headless shell, which Playwright's own headless
 * browser is too, comes first: the whole browser loads its own pages (400 scripts of them) beside every page of a test.
 */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Where the tests' browser finds `localhost`: an address of the loopback interface beside the lab's own, so that a test can put a
 * line that it cuts between the page and the lab. Linux has all of 127.0.0.0/8, macOS has ::1 for sure.
 */
export const SECOND_LOOPBACK = process.platform === 'linux' ? '127.0.0.2' : '::1';

/** A browser to run the tests in: Playwright's own, else one of the system's; null where there is none. */
export function findBrowser(): string | null {
  return [chromium.executablePath(), ...SYSTEM_BROWSERS].find((path) => existsSync(path)) ?? null;
}

/** Fetches Playwright's own Chromium where no browser is there. Answers why there is still none, or null. */
export function ensureBrowser(): string | null {
  if (findBrowser() !== null) return null;
  console.log('Fetching a browser for the tests (once) …');
  spawnSync('playwright', ['install', 'chromium'], { stdio: 'inherit' });
  return findBrowser() === null ? 'no Chromium: `npx playwright install chromium` fetches one.' : null;
}
