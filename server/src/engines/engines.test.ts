import { expect, test } from 'vitest';
import { said } from '#protocol/language/say.ts';
import { inLanguage, learnLanguage } from '#protocol/language/speaking.ts';
import { EngineLostError } from '../errors.ts';
import type { Engine } from './engine.ts';
import type { EngineProvider } from './engines.ts';
import { Engines, tellEngines } from './engines.ts';
import { FakeEngine } from './fake/fake-engine.ts';
import { createInstance } from './instance.ts';

const info = { available: true, version: '1', reason: said('It answers.'), limits: [] };

function provider(kind: EngineProvider['kind'], connect: () => Promise<Engine>): EngineProvider {
  return { kind, probe: async () => ({ kind, ...info }), connect };
}

test('an engine on which nobody can look for leftovers keeps no other from it, and is not said to have any', async () => {
  const fake = new FakeEngine({ instance: await createInstance() });
  const swept = { containers: ['lab-1'], networks: [], processes: [], left: ['net: in use'] };
  const engines = new Engines(
    [
      provider('docker', () => Promise.reject(new EngineLostError(said('Docker went away.')))),
      provider('embedded', async () => Object.assign(fake, { sweep: async () => swept })),
    ],
    'auto',
  );
  await using _ = engines;
  expect(await engines.sweep()).toEqual({ ...swept, unseen: ['docker: Docker went away.'] });
});

test('an engine that is there and not the default says how to get it', async () => {
  const connect = async () => new FakeEngine({ instance: await createInstance() });
  await using engines = new Engines([provider('docker', connect), provider('embedded', connect)], 'auto');
  const view = tellEngines(await engines.view());
  expect(view).toMatchObject({ default: 'docker', reason: 'It answers.' });
  expect(view.engines[0]?.reason).toBe('It answers.');
  expect(view.engines[1]?.reason).toMatch(/^It answers\. .*npm start -- --engine embedded/);
});

test('what was seen of the engines is told in the language of each reader', async () => {
  learnLanguage('pt-BR', { 'It answers.': 'Responde.' });
  const connect = async () => new FakeEngine({ instance: await createInstance() });
  await using engines = new Engines([provider('docker', connect)], 'auto');
  const seen = await engines.view();
  expect(inLanguage('pt-BR', () => tellEngines(seen))).toMatchObject({
    reason: 'Responde.',
    engines: [{ reason: 'Responde.' }],
  });
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
  expect(await engines.sweep()).toEqual({ containers: [], networks: [], processes: [], left: [], unseen: [] });
  expect(connected).toBe(0);
});
