import { describe } from 'vitest';
import { commentsApiContract } from '../lab-container.contract.ts';
import { isDockerNeeded } from './contract-support.ts';
import { useLabContainers } from './lab-container-support.ts';

const names = ['comments-api', 'comments-api-node', 'comments-api-uvicorn'];

describe.runIf(await isDockerNeeded())('on Docker', () => {
  const start = useLabContainers(names);
  for (const name of names) commentsApiContract(name, (knobs) => start(name, knobs));
});
