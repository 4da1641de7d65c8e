import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { appendFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { english } from '#protocol/language/say.ts';
import { ImageBuildError } from '../../errors.ts';
import { contractServerSpec } from '../engine.contract.ts';
import type { PrepareProgress } from '../engine.ts';
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
    const steps: PrepareProgress[] = [];
    await engine.prepare(container, (step) => steps.push(step), never);
    expect(steps.find((step) => english(step.said).startsWith('Step 3/'))).toMatchObject({ phase: 'image', done: 2 });
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
    const steps: PrepareProgress[] = [];
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
    await engine.prepare(container, () => {}, never);
    expect(await imageId('test-changed')).not.toBe(before);
    await expect(outside.getImage(before).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('is not misled by a folder that changes while it is built', async () => {
    const engine = await makeEngine();
    const { container, folder } = await makeLabContainer('test-changing', DOCKERFILE);
    const change = () => writeFileSync(join(folder, 'Dockerfile'), `${DOCKERFILE}ENV CHANGED=1\n`);
    await engine.prepare(container, change, never);
    const { Config } = await outside.getImage('graceful-shutdown-lab/test-changing').inspect();
    expect(Config.Env).not.toContain('CHANGED=1');
    await engine.prepare(container, () => {}, never);
    const next = await outside.getImage('graceful-shutdown-lab/test-changing').inspect();
    expect(next.Config.Env).toContain('CHANGED=1');
  });

  it('starts what it prepared where another checkout has taken the name since, and finds it again', async () => {
    const [mine, theirs] = [await makeEngine(), await makeEngine()];
    const spec = await contractServerSpec({});
    const { container, folder } = await makeLabContainer('test-checkout', '');
    const other = await makeLabContainer('test-checkout', '');
    for (const checkout of [folder, other.folder]) await cp(spec.container.folder, checkout, { recursive: true });
    await appendFile(join(other.folder, 'Dockerfile'), '\nLABEL graceful-shutdown-lab.test=1\n');
    await mine.prepare(container, () => {}, never);
    const before = await imageId('test-checkout');
    await theirs.prepare(other.container, () => {}, never);
    expect(await imageId('test-checkout')).not.toBe(before);
    const running = await mine.start({ ...spec, container, name: `lab-${randomBytes(4).toString('hex')}-a` }, never);
    expect((await outside.getContainer(running.id).inspect()).Image).toBe(before);
    expect(running.image).toBe('graceful-shutdown-lab/test-checkout');
    const steps: PrepareProgress[] = [];
    await mine.prepare(container, (step) => steps.push(step), never);
    expect([steps, await imageId('test-checkout')]).toEqual([[], before]);
  });

  it('starts what it built where another lab of the same checkout built it at the same time', async () => {
    const [one, other] = [await makeEngine(), await makeEngine()];
    const spec = await contractServerSpec({});
    const { container, folder } = await makeLabContainer('test-twice', '');
    await cp(spec.container.folder, folder, { recursive: true });
    // A layer of its own keeps the builder's cache out, and the first build busy until the second one began too.
    await appendFile(join(folder, 'Dockerfile'), `\nRUN sleep 1; echo ${randomBytes(8).toString('hex')}\n`);
    await Promise.all([one, other].map((engine) => engine.prepare(container, () => {}, never)));
    const images = await Promise.all(
      [one, other].map(async (engine) => {
        const name = `lab-${randomBytes(4).toString('hex')}-a`;
        const running = await engine.start({ ...spec, container, name }, never);
        return (await outside.getContainer(running.id).inspect()).Image;
      }),
    );
    expect(new Set(images).size).toBe(2);
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
    const reason = `reason ${randomBytes(4).toString('hex')}`;
    const broken = `${DOCKERFILE}RUN echo the ${reason} is here && exit 7\n`;
    const { container, folder } = await makeLabContainer('test-broken', broken);
    const failure: unknown = await engine.prepare(container, () => {}, never).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ImageBuildError);
    expect(String(failure)).toContain(`the ${reason} is here`);
    expect(String(failure)).toContain('returned a non-zero code: 7');
    expect(String(failure)).toContain(`${folder}/Dockerfile`);
    // Other tests have containers at the same time.
    const ofThis = (await outside.listContainers({ all: true })).filter(({ Command }) => Command.includes(reason));
    expect(ofThis).toEqual([]);
  });

  it('says what to do where the base image is not here and cannot be pulled', async () => {
    const engine = await makeEngine({ baseImage: 'localhost:1/no-such-image:none' });
    const { container } = await makeLabContainer('test-baseless', DOCKERFILE);
    await expect(engine.prepare(container, () => {}, never)).rejects.toThrow(/make\.sh.*LAB_BASE_IMAGE/);
  });

  it('shares one build between callers, and tells both of its steps', async () => {
    const engine = await makeEngine();
    const { container } = await makeLabContainer('test-shared', DOCKERFILE);
    const [one, two]: [PrepareProgress[], PrepareProgress[]] = [[], []];
    await Promise.all([
      engine.prepare(container, (step) => one.push(step), never),
      engine.prepare(container, (step) => two.push(step), never),
    ]);
    const [early = [], late = []] = [one, two].sort((a, b) => b.length - a.length);
    expect(early.length).toBeGreaterThan(3);
    // Each reads the folder first: who is done with that a moment later joins at the step that is latest then.
    expect(late.length).toBeGreaterThan(0);
    expect(early.slice(-late.length)).toEqual(late);
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
    const abortAtSleep = (step: PrepareProgress) => {
      if (english(step.said).includes('sleep 300')) controller.abort();
    };
    await expect(engine.prepare(container, abortAtSleep, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    const sleeping = async () =>
      (await outside.listContainers({ all: true })).some(({ Command }) => Command.includes('sleep 300'));
    await expect.poll(sleeping, { timeout: 20_000 }).toBe(false);
  });
});
