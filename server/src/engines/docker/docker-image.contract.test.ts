import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PrepareStep } from '#protocol/lane.ts';
import { ImageBuildError } from '../../errors.ts';
import {
  BASE_IMAGE,
  endAfterEach,
  isDockerNeeded,
  makeEngine,
  makeLabContainer,
  never,
  outside,
} from './contract-support.ts';

endAfterEach();

afterAll(async () => {
  // What broken and stopped builds leave in the builder's cache.
  await outside.pruneImages({ filters: { dangling: ['true'], label: ['graceful-shutdown-lab.test'] } });
});

const DOCKERFILE =
  'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nLABEL graceful-shutdown-lab.test=1\nCOPY Dockerfile /\nRUN true\n';

async function imageId(name: string): Promise<string> {
  return (await outside.getImage(`graceful-shutdown-lab/${name}`).inspect()).Id;
}

describe.runIf(await isDockerNeeded())('preparing an image on Docker', () => {
  it('builds a missing one, step by step', async () => {
    const engine = await makeEngine();
    const { container } = await makeLabContainer('test-missing', DOCKERFILE);
    const steps: PrepareStep[] = [];
    await engine.prepare(container, (step) => steps.push(step), never);
    expect(steps.find((step) => step.text.startsWith('Step 3/'))).toMatchObject({ phase: 'image', done: 2 });
    const last = steps.at(-1);
    expect(last?.done).toBeGreaterThan(2);
    expect(last?.done).toBe(last?.total);
    expect(await imageId('test-missing')).toMatch(/^sha256:/);
  });

  it('builds nothing while the folder stays as it is', async () => {
    const engine = await makeEngine();
    const { container } = await makeLabContainer('test-same', DOCKERFILE);
    await engine.prepare(container, () => {}, never);
    const before = await imageId('test-same');
    const steps: PrepareStep[] = [];
    await engine.prepare(container, (step) => steps.push(step), never);
    expect(steps).toEqual([]);
    expect(await imageId('test-same')).toBe(before);
  });

  it('builds anew when the folder changed, and removes the image that it replaces', async () => {
    const engine = await makeEngine();
    const { container, folder } = await makeLabContainer('test-changed', DOCKERFILE);
    await engine.prepare(container, () => {}, never);
    const before = await imageId('test-changed');
    await writeFile(join(folder, 'Dockerfile'), `${DOCKERFILE}ENV CHANGED=1\n`);
    await engine.prepare({ ...container, contentHash: 'second' }, () => {}, never);
    expect(await imageId('test-changed')).not.toBe(before);
    await expect(outside.getImage(before).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('builds anew on another base image', async () => {
    const { container } = await makeLabContainer('test-base', DOCKERFILE);
    await (await makeEngine()).prepare(container, () => {}, never);
    const before = await imageId('test-base');
    await outside.getImage(BASE_IMAGE).tag({ repo: 'lab-test-base', tag: 'other' });
    const other = await makeEngine({ baseImage: 'lab-test-base:other' });
    await other.prepare(container, () => {}, never);
    expect(await imageId('test-base')).not.toBe(before);
    await outside.getImage('lab-test-base:other').remove();
  });

  it('fails with the builder’s last lines and what to do, and leaves no container behind', async () => {
    const engine = await makeEngine();
    const broken = `${DOCKERFILE}RUN echo the reason is here && exit 7\n`;
    const { container, folder } = await makeLabContainer('test-broken', broken);
    const before = (await outside.listContainers({ all: true })).length;
    const failure: unknown = await engine.prepare(container, () => {}, never).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ImageBuildError);
    expect(String(failure)).toContain('the reason is here');
    expect(String(failure)).toContain('returned a non-zero code: 7');
    expect(String(failure)).toContain(`${folder}/Dockerfile`);
    expect((await outside.listContainers({ all: true })).length).toBe(before);
  });

  it('says what to do where the base image is not here and cannot be pulled', async () => {
    const engine = await makeEngine({ baseImage: 'localhost:1/no-such-image:none' });
    const { container } = await makeLabContainer('test-baseless', DOCKERFILE);
    await expect(engine.prepare(container, () => {}, never)).rejects.toThrow(/make\.sh.*LAB_BASE_IMAGE/);
  });

  it('shares one build between callers, and tells both of its steps', async () => {
    const engine = await makeEngine();
    const { container } = await makeLabContainer('test-shared', DOCKERFILE);
    const [one, two]: [PrepareStep[], PrepareStep[]] = [[], []];
    await Promise.all([
      engine.prepare(container, (step) => one.push(step), never),
      engine.prepare(container, (step) => two.push(step), never),
    ]);
    expect(one.length).toBeGreaterThan(3);
    expect(two).toEqual(one);
  });

  it('is aborted for the caller that wants it no more, and goes on for the other', async () => {
    const engine = await makeEngine();
    const { container } = await makeLabContainer('test-aborted', `${DOCKERFILE}RUN sleep 1\n`);
    const controller = new AbortController();
    const impatient = engine.prepare(container, () => controller.abort(), controller.signal);
    const patient = engine.prepare(container, () => {}, never);
    await expect(impatient).rejects.toMatchObject({ name: 'AbortError' });
    await patient;
    expect(await imageId('test-aborted')).toMatch(/^sha256:/);
  });

  it('stops the build when nobody waits for it any more', async () => {
    const engine = await makeEngine();
    const { container } = await makeLabContainer('test-stopped', `${DOCKERFILE}RUN sleep 300\n`);
    const controller = new AbortController();
    const abortAtSleep = (step: PrepareStep) => {
      if (step.text.includes('sleep 300')) controller.abort();
    };
    await expect(engine.prepare(container, abortAtSleep, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    const sleeping = async () =>
      (await outside.listContainers({ all: true })).some(({ Command }) => Command.includes('sleep 300'));
    await expect.poll(sleeping, { timeout: 20_000 }).toBe(false);
  });
});
