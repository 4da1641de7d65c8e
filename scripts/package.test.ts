import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

test('what is begun after the set-up runs on the Node that the set-up brought, whatever shell npm has', async () => {
  const file = await readFile(join(import.meta.dirname, '../package.json'), 'utf8');
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(file));
  const afterSetUp = Object.entries(scripts).filter(([, line]) => line.includes('setup.mjs'));
  expect(afterSetUp.length).toBeGreaterThan(3);
  // bash remembers where it found `node` the first time, and finds the machine's own one again.
  for (const [name, line] of afterSetUp) expect(line.split('&&').slice(1).join(), name).not.toMatch(/exec node /);
});
