import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { collectLogs } from '../engine.contract.logs.ts';
import { contractServerSpec } from '../engine.contract.ts';
import type { RunningContainer } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import { createInstance } from '../instance.ts';
import { applyKnobs, loadLabContainers } from '../lab-container.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { releasePort, takeFreePort } from './free-port.ts';
import type { Isolation } from './isolation.ts';
import { probeIsolation } from './isolation.ts';

/** The ports that are tried next, before those that chance gives. */
const next = vi.hoisted((): number[] => []);
vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  return { ...crypto, randomInt: (min: number, max: number) => next.shift() ?? crypto.randomInt(min, max) };
});

const FIXTURES = join(import.meta.dirname, 'fixtures');
const never = new AbortController().signal;
const fixtures = await loadLabContainers(FIXTURES);
const here = await probeIsolation();

let instance: LabInstance;
const engines: EmbeddedEngine[] = [];

beforeAll(async () => {
  instance = await createInstance();
});

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine[Symbol.asyncDispose]();
});

async function makeEngine(isolation: Isolation = here): Promise<EmbeddedEngine> {
  const engine = await EmbeddedEngine.create({ instance, containers: new Map(), dataFolder: FIXTURES, isolation });
  engines.push(engine);
  return engine;
}

async function start(fixture: string, environment: Record<string, string> = {}, isolation = here) {
  const container = fixtures.get(fixture);
  if (container === undefined) throw new Error(`there is no fixture ${fixture}`);
  const engine = await makeEngine(isolation);
  const knobs = applyKnobs(container, {});
  const spec = {
    name: `lab-${fixture}`,
    container,
    arguments: [],
    environment: { ...knobs.environment, ...environment },
  };
  return await engine.start(spec, never);
}

/** Every process on this machine that a lab instance has started and that has not ended. */
async function processesOf(id: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const environments = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')));
  return pids.filter((_, index) => environments[index]?.split('\0').includes(`LAB_INSTANCE=${id}`));
}

async function isGone(id: string): Promise<void> {
  await vi.waitFor(async () => expect(await processesOf(id)).toEqual([]), { timeout: 5_000 });
}

async function healthOf(container: RunningContainer): Promise<number> {
  return (await fetch(container.url)).status;
}

describe('process 1', () => {
  it('is the program, where the machine allows it', async () => {
    const container = await start('no-handler');
    const status = await readFile(`/proc/${container.id}/status`, 'utf8');
    expect(/^NSpid:.*\t1$/m.test(status)).toBe(here.namespace !== null);
  });

  it('ignores a signal that it has no handler for, and obeys SIGKILL', async () => {
    const container = await start('no-handler');
    for (const name of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP'] as const) await container.signal(name);
    // Only a program that outlived them can answer afterwards: the kernel drops or delivers a signal before `kill` returns.
    if (here.namespace !== null) expect(await healthOf(container)).toBe(200);
    await container.signal('SIGKILL');
    const exit = await container.exited;
    expect(exit).toMatchObject(here.namespace === null ? { endedBy: 'lab' } : { exitCode: 137, signal: 'SIGKILL' });
  });

  it('dies of a signal that it has no handler for, where no namespace can be made', async () => {
    const container = await start('no-handler', {}, { ...here, namespace: null });
    await container.signal('SIGTERM');
    expect(await container.exited).toMatchObject({ exitCode: 143, signal: 'SIGTERM', forced: false, endedBy: 'lab' });
  });

  it('gets SIGINT and SIGQUIT as a container does, not ignored by the shell that started it', async () => {
    const engine = await makeEngine();
    const container = await engine.start({ ...(await contractServerSpec({})), name: 'lab-signals' }, never);
    const status = await readFile(`/proc/${container.id}/status`, 'utf8');
    const ignored = BigInt(`0x${/^SigIgn:\t([0-9a-f]+)$/m.exec(status)?.[1]}`);
    expect(ignored & 0b110n).toBe(0n);
  });

  it('finds nothing of the lab’s own environment', async () => {
    process.env.LAB_TEST_SECRET = 'of the user';
    const container = await start('no-handler');
    const environment: unknown = await (await fetch(container.url)).json();
    delete process.env.LAB_TEST_SECRET;
    expect(environment).not.toHaveProperty('LAB_TEST_SECRET');
    expect(environment).toMatchObject({ LAB_INSTANCE: instance.id, HOST: '127.0.0.1' });
  });
});

it('a port goes to no other program while the generator may still send to it, and back when it is removed', async () => {
  const container = await start('no-handler');
  await container.signal('SIGKILL');
  await container.exited;
  next.push(container.address.port);
  const other = await takeFreePort();
  expect(other).not.toBe(container.address.port);
  releasePort(other);
  await container[Symbol.asyncDispose]();
  next.push(container.address.port);
  const again = await takeFreePort();
  expect(again).toBe(container.address.port);
  releasePort(again);
});

describe('all processes of a program', () => {
  it.each([
    ['in a PID namespace, those in sessions of their own too', here, here.namespace === null ? '0' : '1'],
    ['in its process group', { ...here, namespace: null }, '0'],
  ])('end when it is disposed: %s', async (_title, isolation, detach) => {
    const container = await start('family', { DETACH: detach }, isolation);
    expect((await processesOf(instance.id)).length).toBeGreaterThanOrEqual(3);
    await container[Symbol.asyncDispose]();
    await isGone(instance.id);
  });

  it('end when the program is killed from outside, and the exit says that it was not the lab', async () => {
    const container = await start('family');
    process.kill(Number(container.id), 'SIGKILL');
    expect(await container.exited).toMatchObject({ exitCode: 137, forced: false, endedBy: 'unknown' });
    await isGone(instance.id);
  });

  it('end with the shell that watches over them', async () => {
    const container = await start('family', { DETACH: '1' });
    const status = await readFile(`/proc/${container.id}/status`, 'utf8');
    const parent = Number(/^PPid:\t(\d+)$/m.exec(status)?.[1]);
    process.kill(here.namespace === null ? Number(container.id) : parent, 'SIGKILL');
    expect(await container.exited).toMatchObject({ exitCode: 137, endedBy: 'unknown' });
    if (here.namespace !== null) await isGone(instance.id);
  });

  it('end when the lab that started them is killed', async () => {
    const lab = spawn(process.execPath, [join(FIXTURES, 'lab.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line]: unknown[] = await once(createInterface(lab.stdout), 'line');
    const id = String(line);
    expect((await processesOf(id)).length).toBeGreaterThanOrEqual(3);
    lab.kill('SIGKILL');
    await once(lab, 'exit');
    // Where the kernel does not end them, the next lab's sweep does.
    if (here.namespace === null || here.guard.length === 0) await (await makeEngine()).sweep();
    await isGone(id);
  });
});

describe('a port that somebody else takes first', () => {
  const words = 'echo "[Errno 98] Address already in use" >&2; exit 1';

  async function startScript(script: string) {
    const fixture = fixtures.get('no-handler');
    if (fixture?.embedded === undefined) throw new Error('there is no fixture no-handler');
    const container = { ...fixture, embedded: { ...fixture.embedded, command: ['sh', '-c', script] } };
    return await (await makeEngine()).start({ name: 'lab-port', container, arguments: [], environment: {} }, never);
  }

  it('is replaced by another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lab-port-'));
    const container = await startScript(
      `[ -e ${folder}/tried ] || { : > ${folder}/tried; ${words}; }; exec ${process.execPath} server.js`,
    );
    expect(await healthOf(container)).toBe(200);
    await rm(folder, { recursive: true });
  });

  it('is no endless search', async () => {
    await expect(startScript(words)).rejects.toThrow(/port in use 3 times/);
  });
});

describe('a log that nobody reads', () => {
  it('does not keep a container from being disposed', async () => {
    const engine = await makeEngine();
    const spec = { ...(await contractServerSpec({ lines: 50_000 })), name: 'lab-unread' };
    const container = await engine.start(spec, never);
    await container[Symbol.asyncDispose]();
    await isGone(instance.id);
  });

  it('ends at once when it is read after the disposal', async () => {
    const engine = await makeEngine();
    const container = await engine.start({ ...(await contractServerSpec({})), name: 'lab-late' }, never);
    await container[Symbol.asyncDispose]();
    await collectLogs(container).ended;
  });
});

describe('the sweep', () => {
  it('leaves a process alone that names an owner and no lab instance, or a lab that lives', async () => {
    const dead = JSON.stringify({ host: 'elsewhere', boot: '', namespace: '', pid: 1, start: '' });
    const environments = [
      { LAB_OWNER: dead },
      { LAB_INSTANCE: 'abc123' },
      { LAB_INSTANCE: 'abc123', LAB_OWNER: 'text' },
    ];
    const bystanders = environments.map((env) => spawn('sleep', ['60'], { env, stdio: 'ignore' }));
    const living = spawn('sleep', ['60'], {
      env: { LAB_INSTANCE: instance.id, LAB_OWNER: instance.owner },
      stdio: 'ignore',
    });
    await Promise.all([...bystanders, living].map((child) => once(child, 'spawn')));
    const report = await (await makeEngine()).sweep();
    expect(report.processes).not.toEqual(
      expect.arrayContaining([expect.toBeOneOf([...bystanders, living].map(({ pid }) => pid))]),
    );
    for (const child of [...bystanders, living]) {
      expect(child.kill('SIGKILL')).toBe(true);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
    }
  });
});
