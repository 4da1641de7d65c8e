import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createInstance, isOwnerDead } from './instance.ts';

async function ownerWith(change: Record<string, unknown>): Promise<string> {
  const { owner } = await createInstance();
  return JSON.stringify({ ...JSON.parse(owner), ...change });
}

async function deadPid(): Promise<number | undefined> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid;
}

describe('createInstance', () => {
  it('names the lab with six hexadecimal digits', async () => {
    expect((await createInstance()).id).toMatch(/^[0-9a-f]{6}$/);
  });

  it('gives two labs of one process different ids', async () => {
    expect((await createInstance()).id).not.toBe((await createInstance()).id);
  });
});

describe('isOwnerDead', () => {
  it('is false for this very process', async () => {
    expect(await isOwnerDead((await createInstance()).owner)).toBe(false);
  });

  it('is true when no such process exists', async () => {
    expect(await isOwnerDead(await ownerWith({ pid: await deadPid() }))).toBe(true);
  });

  it('is true when the process id belongs to a process that began at another time', async () => {
    expect(await isOwnerDead(await ownerWith({ start: 'another time' }))).toBe(true);
  });

  it('is false on another machine, whatever its process ids', async () => {
    expect(await isOwnerDead(await ownerWith({ host: 'elsewhere', pid: await deadPid() }))).toBe(false);
  });

  it('is false in another process namespace of this machine', async () => {
    expect(await isOwnerDead(await ownerWith({ namespace: 'pid:[1]', pid: await deadPid() }))).toBe(false);
  });

  it.runIf(process.platform === 'linux')('is true when the machine was started anew since', async () => {
    expect(await isOwnerDead(await ownerWith({ boot: 'an earlier boot' }))).toBe(true);
  });

  it('is false for what it cannot read', async () => {
    for (const owner of ['', 'null', '{}', '{"pid":1}', 'not JSON']) expect(await isOwnerDead(owner)).toBe(false);
  });
});
