import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { engineContract } from '../engine.contract.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { probeIsolation } from './isolation.ts';

const dataFolder = await mkdtemp(join(tmpdir(), 'lab-embedded-'));
const { namespace, guard } = await probeIsolation();

afterAll(() => rm(dataFolder, { recursive: true }));

describe('as this machine allows', () => {
  engineContract('embedded', (instance) =>
    EmbeddedEngine.create({ instance, containers: new Map(), dataFolder, isolation: { namespace, guard } }),
  );
});

describe('where no PID namespace can be made', () => {
  engineContract('embedded', (instance) =>
    EmbeddedEngine.create({ instance, containers: new Map(), dataFolder, isolation: { namespace: null, guard } }),
  );
});
