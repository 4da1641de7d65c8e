import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { LabApi } from '../support/api.ts';
import { docker, labLeftovers } from '../support/docker.ts';
import { requireDocker } from '../support/lab.ts';
import { LabProcess } from '../support/lab-process.ts';

/** Processes that carry the variable of one lab's: read from the kernel, not from the lab. */
function labProcesses(labPid: number): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`"pid":${labPid},`);
      } catch {
        return false; // it ended meanwhile, or belongs to somebody else
      }
    });
}

for (const engine of ['docker', 'embedded'] as const) {
  test.describe(engine, () => {
    test.beforeEach(() => requireDocker(engine));

    /** A lab in the middle of a run: traffic on, containers up. */
    async function runningLab(): Promise<{ lab: LabProcess; api: LabApi; names: string[] }> {
      const lab = await LabProcess.listening(['--engine', engine]);
      const api = new LabApi(lab.url);
      const { id } = await api.create({ scenarioId: 'in-flight' });
      const ready = await api.until(id, ({ status }) => status === 'ready');
      await api.call('POST', `/api/runs/${id}/start`);
      await api.until(id, (view) => view.lanes.every(({ counts }) => counts.completed > 0));
      return { lab, api, names: ready.lanes.map(({ container }) => container.name) };
    }

    const leftovers = (pid: number) => (engine === 'docker' ? labLeftovers(pid) : labProcesses(pid));

    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      test(`${signal} in the middle of a run removes all that it made and exits 0 within 5 s`, async () => {
        const { lab } = await runningLab();
        await using _ = lab;
        expect(leftovers(lab.pid)).not.toEqual([]);
        const began = performance.now();
        lab.signal(signal);
        expect(await lab.ended).toEqual({ code: 0, signal: null });
        // The one figure that the lab promises of its own end.
        expect(performance.now() - began).toBeLessThan(5_000);
        expect(leftovers(lab.pid)).toEqual([]);
      });
    }

    test('a terminal that is closed in the middle of a run leaves nothing', async () => {
      const { lab } = await runningLab();
      await using _ = lab;
      lab.hangUp();
      expect(await lab.ended).toEqual({ code: 0, signal: null });
      expect(leftovers(lab.pid)).toEqual([]);
    });

    test('SIGTERM while the containers are being prepared leaves nothing', async () => {
      await using lab = await LabProcess.listening(['--engine', engine]);
      await new LabApi(lab.url).create({ scenarioId: 'article' });
      lab.signal('SIGTERM');
      expect(await lab.ended).toEqual({ code: 0, signal: null });
      expect(leftovers(lab.pid)).toEqual([]);
    });

    test('after SIGKILL the next start leaves nothing of the dead lab', async () => {
      const { lab: killed } = await runningLab();
      await using _ = killed;
      killed.signal('SIGKILL');
      expect(await killed.ended).toEqual({ code: null, signal: 'SIGKILL' });
      await using next = await LabProcess.listening(['--engine', engine]);
      if (engine === 'docker') expect(next.output).toContain('swept');
      await expect.poll(() => leftovers(killed.pid)).toEqual([]);
    });
  });
}

test.describe('the sweep', () => {
  test.beforeEach(() => requireDocker('docker'));

  test('leaves a living lab’s containers and everybody else’s alone', async () => {
    await using first = await LabProcess.listening(['--engine', 'docker']);
    const api = new LabApi(first.url);
    const { id } = await api.create({ scenarioId: 'article' });
    const ready = await api.until(id, ({ status }) => status === 'ready');
    const names = ready.lanes.map(({ container }) => container.name).sort();
    const stranger = docker('run', '--detach', '--label', 'somebody=else', 'debian:trixie-slim', 'sleep', '60');
    try {
      await using second = await LabProcess.listening(['--engine', 'docker']);
      expect(second.output).not.toContain('swept');
      expect(
        labLeftovers(first.pid)
          .filter((name) => names.includes(name))
          .sort(),
      ).toEqual(names);
      expect(docker('inspect', '--format', '{{.State.Running}}', stranger)).toBe('true');
    } finally {
      docker('rm', '--force', stranger);
    }
  });
});

test('while it ends, health says so', async () => {
  requireDocker('docker');
  await using lab = await LabProcess.listening(['--engine', 'docker']);
  const api = new LabApi(lab.url);
  const { id } = await api.create({ scenarioId: 'in-flight' });
  await api.until(id, ({ status }) => status === 'ready');
  lab.signal('SIGTERM');
  await lab.says(/SIGTERM: removing/);
  const health = await api.call('GET', '/api/health');
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({ error: { code: 'shutting-down' } });
  expect((await lab.ended).code).toBe(0);
});
