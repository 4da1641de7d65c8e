import type { ContainerDetails } from '../engines/details.ts';
import type { RunningContainer } from '../engines/engine.ts';

/** Docker's way to say that a container never ended. */
const NEVER = '0001-01-01T00:00:00Z';

/** A part of what `docker inspect` shows, at Docker's own places: what the lab knows of a container on any engine. */
export function inspected({ id, name }: RunningContainer, details: ContainerDetails) {
  const { status, isRunning, pid, exitCode, oomKilled, startedAt, finishedAt, image } = details;
  const { entrypoint, command, environment, stopSignal, ports } = details;
  const [path = '', ...args] = [...entrypoint, ...command];
  return {
    Id: id,
    Created: details.createdAt,
    Path: path,
    Args: args,
    State: {
      Status: status,
      Running: isRunning,
      OOMKilled: oomKilled,
      Pid: pid,
      ExitCode: exitCode,
      StartedAt: startedAt,
      FinishedAt: finishedAt ?? NEVER,
    },
    Name: `/${name}`,
    HostConfig: {
      RestartPolicy: { Name: details.restartPolicy },
      Init: details.hasInit,
      Memory: details.memoryBytes ?? 0,
      PidsLimit: details.pidsLimit,
    },
    Config: {
      Env: environment,
      Cmd: command,
      Image: image,
      Entrypoint: entrypoint,
      StopSignal: stopSignal,
    },
    NetworkSettings: {
      Ports: Object.fromEntries(
        ports.map(({ containerPort, hostIp, hostPort }) => [
          `${containerPort}/tcp`,
          [{ HostIp: hostIp, HostPort: String(hostPort) }],
        ]),
      ),
    },
  };
}
