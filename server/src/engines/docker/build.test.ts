import { describe, expect, it } from 'vitest';
import { english } from '#protocol/language/say.ts';
import { buildStep } from './build.ts';

describe('buildStep', () => {
  it('reads the classic builder’s step line', () => {
    const step = buildStep('Step 3/7 : RUN apt-get update     && apt-get install');
    expect(step).toMatchObject({ phase: 'image', done: 2, total: 7 });
    expect(step && english(step.said)).toBe('Step 3/7: RUN apt-get update && apt-get install');
  });

  it('is null for any other line', () => {
    for (const line of ['', ' ---> Running in 1a2b3c', 'about Step 3/7 : RUN']) expect(buildStep(line)).toBeNull();
  });
});
