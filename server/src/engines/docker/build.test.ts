import { describe, expect, it } from 'vitest';
import { buildStep } from './build.ts';

describe('buildStep', () => {
  it('reads the classic builder’s step line', () => {
    expect(buildStep('Step 3/7 : RUN apt-get update     && apt-get install')).toEqual({
      phase: 'image',
      text: 'Step 3/7: RUN apt-get update && apt-get install',
      done: 2,
      total: 7,
    });
  });

  it('is null for any other line', () => {
    for (const line of ['', ' ---> Running in 1a2b3c', 'about Step 3/7 : RUN']) expect(buildStep(line)).toBeNull();
  });
});
