import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { english, said } from '#protocol/language/say.ts';
import { StartError } from '../../errors.ts';
import type { PrepareProgress } from '../engine.ts';
import type { LabContainer } from '../lab-container.ts';
import { loadLabContainers } from '../lab-container.ts';
import type { Installation, TryStart } from './installations.ts';
import { Installations } from './installations.ts';
import type { PythonInstaller } from './python.ts';

const never = new AbortController().signal;
const fixture = (await loadLabContainers(join(import.meta.dirname, 'fixtures'))).get('no-handler');
if (fixture === undefined) throw new Error('there is no fixture no-handler');

function container(embedded: Partial<NonNullable<LabContainer['embedded']>>): LabContainer {
  if (fixture?.embedded === undefined) throw new Error('there is no fixture no-handler');
  return { ...fixture, name: 'sample', embedded: { ...fixture.embedded, standIn: 'another', ...embedded } };
}

const ENVIRONMENT = { folder: '/data/python/sample-1', requirements: '/sample/requirements.txt' };
const absent = container({
  requires: ['no-such-program'],
  install: 'the program',
  pythonRequirements: 'requirements.txt',
});

const starts: TryStart = () => Promise.resolve();
const fails: TryStart = () => Promise.reject(new StartError(said('It ended.\nNo module named flask')));

function installer(change: Partial<PythonInstaller> = {}): PythonInstaller {
  return {
    locate: () => Promise.resolve(ENVIRONMENT),
    isComplete: () => Promise.resolve(false),
    canBeMade: () => Promise.resolve(true),
    make: () => Promise.resolve(),
    ...change,
  };
}

function whyMissing(installation: Installation): string | null {
  return installation.kind === 'missing' ? english(installation.reason) : null;
}

describe('a program that is on PATH', () => {
  const present = container({ requires: ['node'], pythonRequirements: 'requirements.txt' });

  it('is used where it starts', async () => {
    expect(await new Installations('/data', starts, installer()).look(present)).toEqual({ kind: 'system' });
  });

  it('is not enough where it does not start', async () => {
    const python = installer({ canBeMade: () => Promise.resolve(false) });
    expect(whyMissing(await new Installations('/data', fails, python).look(present))).toBe(
      'sample cannot run here: its program does not start (No module named flask).',
    );
  });
});

describe('a program that is not on PATH', () => {
  it('says what to install where no virtual environment can be made', async () => {
    const installations = new Installations('/data', starts, installer({ canBeMade: () => Promise.resolve(false) }));
    await installations.look(absent);
    const reason = 'sample cannot run here: no-such-program is not installed. It needs the program.';
    expect(whyMissing(installations.of(absent))).toBe(reason);
    await expect(installations.install(absent, () => {}, never)).rejects.toThrow(reason);
  });

  it('runs in the virtual environment that an earlier lab made', async () => {
    const installations = new Installations('/data', starts, installer({ isComplete: () => Promise.resolve(true) }));
    expect(await installations.look(absent)).toEqual({ kind: 'virtual-environment', environment: ENVIRONMENT });
  });

  it('is installed once for all who prepare it, with progress', async () => {
    let made = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const make = () => {
      made += 1;
      return promise;
    };
    const installations = new Installations('/data', starts, installer({ make }));
    await installations.look(absent);
    expect(installations.of(absent).kind).toBe('to-make');
    const steps: PrepareProgress[] = [];
    const prepares = [1, 2].map(() => installations.install(absent, (step) => steps.push(step), never));
    resolve();
    await Promise.all(prepares);
    await installations.install(absent, (step) => steps.push(step), never);
    expect(made).toBe(1);
    expect(steps.map(({ phase }) => phase)).toEqual(['image', 'image']);
    expect(installations.of(absent)).toEqual({ kind: 'virtual-environment', environment: ENVIRONMENT });
  });

  it('is not tried again after a failure: the stand-in takes its place, and the message names it', async () => {
    const make = () => Promise.reject(new Error('pip failed\nno such version'));
    const installations = new Installations('/data', starts, installer({ make }));
    await installations.look(absent);
    await expect(installations.install(absent, () => {}, never)).rejects.toThrow(
      /no such version.*another stands in/,
    );
    expect(installations.of(absent).kind).toBe('missing');
  });

  it('counts as not installable when it does not start in its virtual environment', async () => {
    const installations = new Installations('/data', fails, installer());
    await installations.look(absent);
    await expect(installations.install(absent, () => {}, never)).rejects.toThrow('No module named flask');
    expect(installations.of(absent).kind).toBe('missing');
  });

  it('can be tried again when everybody who waited gave up', async () => {
    const make: PythonInstaller['make'] = (_environment, abortSignal) =>
      new Promise((_resolve, reject) => {
        abortSignal.addEventListener('abort', () => reject(abortSignal.reason));
      });
    const installations = new Installations('/data', starts, installer({ make }));
    await installations.look(absent);
    const controller = new AbortController();
    const preparing = installations.install(absent, () => {}, controller.signal);
    controller.abort();
    await expect(preparing).rejects.toMatchObject({ name: 'AbortError' });
    expect(installations.of(absent).kind).toBe('to-make');
  });

  it('is installed anew for one who comes while it is being given up', async () => {
    let attempts = 0;
    const make: PythonInstaller['make'] = (_environment, abortSignal) => {
      attempts += 1;
      if (attempts > 1) return Promise.resolve();
      return new Promise((_resolve, reject) => {
        abortSignal.addEventListener('abort', () => setImmediate(() => reject(abortSignal.reason)));
      });
    };
    const installations = new Installations('/data', starts, installer({ make }));
    await installations.look(absent);
    const controller = new AbortController();
    const given = installations.install(absent, () => {}, controller.signal);
    controller.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    await installations.install(absent, () => {}, never);
    expect(attempts).toBe(2);
    expect(installations.of(absent).kind).toBe('virtual-environment');
  });
});
