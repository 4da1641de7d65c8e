import { expect, test } from 'vitest';
import { EngineLostError } from '../errors.ts';
import type { Engine } from './engine.ts';
import type { EngineProvider } from './engines.ts';
import { Engines } from './engines.ts';
import { FakeEngine } from './fake/fake-engine.ts';
import { createInstance } from './instance.ts';

const info = { available: true, version: '1', reason: 'It answers.', limits: [] };

function provider(kind: EngineProvider['kind'], connect: () => Promise<Engine>): EngineProvider {
  return { kind, probe: async () => ({ kind, ...info }), connect };
}

test('an engine that cannot be swept keeps no other from it, and is named', async () => {
  const fake = new FakeEngine({ instance: await createInstance() });
  const swept = { containers: ['lab-1'], networks: [], processes: [], left: ['net: in use'] };
  const engines = new Engines(
    [
      provider('docker', () => Promise.reject(new EngineLostError('Docker went away.'))),
      provider('embedded', async () => Object.assign(fake, { sweep: async () => swept })),
    ],
    'auto',
  );
  await using _ = engines;
  expect(await engines.sweep()).toEqual({ ...swept, left: ['docker: Docker went away.', 'net: in use'] });
});

test('a lab that ends connects to no engine any more', async () => {
  let connected = 0;
  const engines = new Engines(
    [
      provider('embedded', async () => {
        connected += 1;
        return new FakeEngine({ instance: await createInstance() });
      }),
    ],
    'auto',
  );
  await engines[Symbol.asyncDispose]();
  await expect(engines.get()).rejects.toThrow('shutting down');
  expect(await engines.sweep()).toEqual({ containers: [], networks: [], processes: [], left: [] });
  expect(connected).toBe(0);
});
