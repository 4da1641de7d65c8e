import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isDockerNeeded, outside } from './engines/docker/contract-support.ts';
import { OWNER_LABEL } from './engines/docker/labels.ts';

/** A lab of its own, as a person starts it, killed at the latest when it is disposed. */
class LabProcess implements AsyncDisposable {
  readonly pid: number;
  /** Its exit code and the signal that ended it. */
  readonly ended: Promise<unknown[]>;
  readonly #data: string;
  #output = '';
  readonly #listeners = new Set<() => void>();

  private constructor(data: string, args: string[]) {
    this.#data = data;
    const main = join(import.meta.dirname, 'main.ts');
    const child = spawn(process.execPath, [main, '--no-open', '--port', '0', '--data', data, ...args]);
    this.pid = child.pid ?? 0;
    this.ended = once(child, 'close');
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        for (const listener of this.#listeners) listener();
      });
    }
  }

  static async start(...args: string[]): Promise<LabProcess> {
    return new LabProcess(await mkdtemp(join(tmpdir(), 'lab-main-')), args);
  }

  get output(): string {
    return this.#output;
  }

  says(words: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.#output.includes(words)) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** The Docker networks that carry its name. */
  async networks(): Promise<{ Id: string; Name: string }[]> {
    const all = await outside.listNetworks({ filters: { label: [OWNER_LABEL] } });
    return all.filter(({ Labels }) => Labels?.[OWNER_LABEL]?.includes(`"pid":${this.pid},`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
    await this.ended;
    await rm(this.#data, { recursive: true, force: true });
  }
}

const withDocker = await isDockerNeeded();

describe('SIGTERM while the lab starts', () => {
  it('ends it with 0 like any other end', async () => {
    await using lab = await LabProcess.start('--engine', 'embedded');
    await lab.says('  engine  ');
    process.kill(lab.pid, 'SIGTERM');
    expect(await lab.ended).toEqual([0, null]);
    expect(lab.output).not.toContain('  open  ');
  });

  it.runIf(withDocker)('leaves nothing on Docker', async () => {
    await using lab = await LabProcess.start('--engine', 'docker');
    await lab.says('  engine  ');
    process.kill(lab.pid, 'SIGTERM');
    expect(await lab.ended).toEqual([0, null]);
    expect(await lab.networks()).toEqual([]);
  });
});

it.runIf(withDocker)('a lab that could not remove everything says so, and nothing else', async () => {
  await using lab = await LabProcess.start('--engine', 'docker');
  await lab.says('  end     Ctrl+C');
  const network = await vi.waitFor(async () => {
    const made = await lab.networks();
    const last = made.find(({ Name }) => /-\d+$/.test(Name)); // the other one only asks for a free subnet
    if (last === undefined) throw new Error('the lab has no network yet');
    return outside.getNetwork(last.Id);
  }, 10_000);
  const image = process.env.LAB_BASE_IMAGE ?? 'debian:trixie-slim';
  const guest = await outside.createContainer({ Image: image, Cmd: ['sleep', '60'] });
  try {
    await network.connect({ Container: guest.id });
    await guest.start();
    process.kill(lab.pid, 'SIGTERM');
    expect(await lab.ended).toEqual([1, null]);
    expect(lab.output).toContain('Not everything could be removed');
    expect(lab.output).not.toContain('nothing is left');
  } finally {
    await guest.remove({ force: true });
    await network.remove();
  }
});
