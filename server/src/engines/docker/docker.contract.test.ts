import { describe } from 'vitest';
import { engineContract } from '../engine.contract.ts';
import { BASE_IMAGE, isDockerNeeded } from './contract-support.ts';
import { DockerEngine } from './docker-engine.ts';

describe.runIf(await isDockerNeeded())('with Docker', () => {
  engineContract('docker', (instance) => DockerEngine.connect({ instance, baseImage: BASE_IMAGE }));
});
