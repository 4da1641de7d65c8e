import type Dockerode from 'dockerode';
import { z } from 'zod';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../../errors.ts';
import type { ContainerDetails, ContainerProcess, ContainerUsage } from '../details.ts';
import { asLost, statusOf } from './client.ts';
import { usageOf } from './usage.ts';

const wordsSchema = z
  .array(z.string())
  .nullish()
  .transform((words) => words ?? []);

const inspectSchema = z.object({
  Created: z.string(),
  State: z.object({
    Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
    Running: z.boolean(),
    Restarting: z.boolean(),
    Pid: z.int(),
    ExitCode: z.int(),
    OOMKilled: z.boolean(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
  }),
  Config: z.object({
    Image: z.string(),
    Entrypoint: wordsSchema,
    Cmd: wordsSchema,
    Env: wordsSchema,
    StopSignal: z.string().optional(),
  }),
  HostConfig: z.object({
    Memory: z.int(),
    PidsLimit: z.int().nullish(),
    RestartPolicy: z.object({ Name: z.string() }),
    Init: z.boolean().nullish(),
  }),
  NetworkSettings: z.object({
    Ports: z
      .record(z.string(), z.array(z.object({ HostIp: z.string(), HostPort: z.string() })).nullable())
      .nullish()
      .transform((ports) => ports ?? {}),
  }),
});

/** Docker's way to say that a container never ended. */
const NEVER = '0001-01-01';

const topSchema = z.object({ Titles: z.array(z.string()), Processes: z.array(z.array(z.string())).nullable() });

/** What Docker says of a container. @throws EngineLostError, LabError `not-found` */
export async function inspectContainer(container: Dockerode.Container): Promise<ContainerDetails> {
  const { Created, State, Config, HostConfig, NetworkSettings } = inspectSchema.parse(
    await answered(container.inspect()),
  );
  return {
    status: State.Status,
    isRunning: State.Running && !State.Restarting,
    pid: State.Pid,
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    createdAt: Created,
    startedAt: State.StartedAt,
    finishedAt: State.FinishedAt.startsWith(NEVER) ? null : State.FinishedAt,
    image: Config.Image,
    entrypoint: Config.Entrypoint,
    command: Config.Cmd,
    environment: Config.Env,
    stopSignal: Config.StopSignal ?? 'SIGTERM',
    memoryBytes: HostConfig.Memory === 0 ? null : HostConfig.Memory,
    pidsLimit: HostConfig.PidsLimit ?? null,
    restartPolicy: HostConfig.RestartPolicy.Name,
    hasInit: HostConfig.Init === true,
    ports: Object.entries(NetworkSettings.Ports).flatMap(([port, places]) =>
      (places ?? []).map(({ HostIp, HostPort }) => ({
        containerPort: Number.parseInt(port, 10),
        hostIp: HostIp,
        hostPort: Number(HostPort),
      })),
    ),
  };
}

/** Its processes, by the machine's own `ps -ef`. @throws EngineLostError, LabError `not-found` */
export async function topContainer(container: Dockerode.Container): Promise<ContainerProcess[]> {
  const answer = await answered(container.top({ ps_args: '-ef' })).catch((error: unknown) => {
    if (statusOf(error) === 409) return { Titles: [], Processes: [] }; // it does not run
    throw error;
  });
  const { Titles, Processes } = topSchema.parse(answer);
  return (Processes ?? []).map((row) => {
    const cell = (title: string) => row[Titles.indexOf(title)] ?? '';
    return {
      user: cell('UID'),
      pid: Number(cell('PID')),
      parentPid: Number(cell('PPID')),
      cpu: cell('C'),
      startedAt: cell('STIME'),
      terminal: cell('TTY'),
      time: cell('TIME'),
      command: cell('CMD'),
    };
  });
}

/** What it takes: the engine looks twice, a second apart. @throws EngineLostError, LabError `not-found` */
export async function measureContainer(container: Dockerode.Container): Promise<ContainerUsage> {
  return usageOf(await answered(container.stats({ stream: false })));
}

async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (statusOf(error) === 404)
      throw new LabError('not-found', said('The container was removed.'), { cause: error });
    throw asLost(error);
  }
}
