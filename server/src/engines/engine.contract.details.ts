import { describe, expect, it } from 'vitest';
import type { KnobValues } from '#protocol/knob.ts';
import type { RunningContainer } from './engine.ts';

interface Suite {
  start(knobs?: KnobValues): Promise<RunningContainer>;
}

/** The part of the suite about what an engine tells of a container to somebody who looks at it. */
export function detailsContract({ start }: Suite): void {
  describe('looked at', () => {
    it('a running container tells what it is, its processes and what it takes', async () => {
      const container = await start({ lines: 3 });
      const [details, processes, usage] = await Promise.all([
        container.inspect(),
        container.processes(),
        container.usage(),
      ]);
      expect(details).toMatchObject({ status: 'running', isRunning: true, exitCode: 0, finishedAt: null });
      expect(details.entrypoint.length).toBeGreaterThan(0);
      expect([...details.entrypoint, ...details.command]).toContain('--lines');
      expect(details.ports.map(({ hostIp, hostPort }) => `http://${hostIp}:${hostPort}`)).toEqual([container.url]);
      expect(Date.parse(details.startedAt)).toBeGreaterThanOrEqual(Date.parse(details.createdAt) - 1);
      expect(processes.map(({ pid }) => pid)).toContain(details.pid);
      expect(usage.processes).toBeGreaterThan(0);
      expect(usage.memoryBytes).toBeGreaterThan(0);
    });

    it('one that has ended tells how and when, and has no process', async () => {
      const container = await start();
      await container.signal('SIGKILL');
      await container.exited;
      expect(await container.inspect()).toMatchObject({
        ...{ status: 'exited', isRunning: false, pid: 0, exitCode: 137, ports: [] },
        finishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      });
      expect(await container.processes()).toEqual([]);
      expect(await container.usage()).toMatchObject({ cpuPercent: 0, memoryBytes: 0, processes: 0 });
    });

    it('one that was removed is not there', async () => {
      const container = await start();
      await container[Symbol.asyncDispose]();
      for (const look of ['inspect', 'processes', 'usage'] as const) {
        await expect(container[look]()).rejects.toMatchObject({ code: 'not-found' });
      }
    });
  });
}
