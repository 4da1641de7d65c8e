import { PLAIN_RUNTIME } from '#protocol/runtime-knobs.ts';
import type { ContainerDetails, ContainerProcess, ContainerUsage } from '../details.ts';
import type { ContainerSpec } from '../engine.ts';

/** How a fake container stands at this moment. */
export interface FakeStanding {
  isRunning: boolean;
  port: number;
  createdAt: Date;
  end: { exitCode: number; at: Date } | null;
}

/** What the fake engine says of a container: its program is a server of this very process. */
export function fakeDetails(
  spec: ContainerSpec,
  { isRunning, port, createdAt, end }: FakeStanding,
): ContainerDetails {
  const { stopSignal, restartPolicy, init } = spec.runtime ?? PLAIN_RUNTIME;
  return {
    status: isRunning ? 'running' : 'exited',
    isRunning,
    pid: isRunning ? process.pid : 0,
    exitCode: end?.exitCode ?? 0,
    oomKilled: false,
    createdAt: createdAt.toISOString(),
    startedAt: createdAt.toISOString(),
    finishedAt: end?.at.toISOString() ?? null,
    image: `fake/${spec.container.name}`,
    entrypoint: ['fake'],
    command: spec.arguments,
    environment: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    stopSignal: stopSignal ?? 'SIGTERM',
    memoryBytes: null,
    pidsLimit: null,
    restartPolicy,
    hasInit: init,
    ports: isRunning ? [{ containerPort: spec.container.port, hostIp: '127.0.0.1', hostPort: port }] : [],
  };
}

export function fakeProcess(): ContainerProcess {
  return {
    user: 'fake',
    pid: process.pid,
    parentPid: process.ppid,
    cpu: '0',
    startedAt: '12:00',
    terminal: '?',
    time: '00:00:00',
    command: 'fake server',
  };
}

export function fakeUsage(isRunning: boolean): ContainerUsage {
  return {
    cpuPercent: 0,
    memoryBytes: isRunning ? 1_048_576 : 0,
    memoryLimitBytes: null,
    network: null,
    blocks: null,
    processes: isRunning ? 1 : 0,
  };
}
