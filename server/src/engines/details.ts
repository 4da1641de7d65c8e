/** What an engine says of a container at this moment. */
export interface ContainerDetails {
  status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Whether its process lives; one that its restart policy is about to start again does not. */
  isRunning: boolean;
  /** The id of its first process on this machine; 0 while it does not run. */
  pid: number;
  /** Of its last end; 0 where there was none. */
  exitCode: number;
  /** Null where the engine does not report it. */
  oomKilled: boolean | null;
  /** Times in the form of ISO 8601. `finishedAt` is null where it never ended. */
  createdAt: string;
  startedAt: string;
  finishedAt: string | null;
  image: string;
  /** The words that it runs: the entrypoint's, and those that follow it. */
  entrypoint: string[];
  command: string[];
  /** `NAME=value`, as far as the engine set them for it. */
  environment: string[];
  stopSignal: string;
  /** Null where there is no limit. */
  memoryBytes: number | null;
  pidsLimit: number | null;
  restartPolicy: string;
  hasInit: boolean;
  /** Where this machine reaches its ports; empty while it does not run. */
  ports: { containerPort: number; hostIp: string; hostPort: number }[];
}

/** A process of a container, as `ps -ef` tells of it on the machine that runs it. */
export interface ContainerProcess {
  user: string;
  pid: number;
  parentPid: number;
  /** Percent of a processor since it began, whole. */
  cpu: string;
  /** When it began, `22:24`. */
  startedAt: string;
  terminal: string;
  /** Processor time so far, `00:00:01`. */
  time: string;
  command: string;
}

/** What a container takes at this moment. Null stands for what the engine cannot tell. */
export interface ContainerUsage {
  /** Of one processor. */
  cpuPercent: number;
  memoryBytes: number;
  memoryLimitBytes: number | null;
  network: { receivedBytes: number; sentBytes: number } | null;
  blocks: { readBytes: number; writtenBytes: number } | null;
  processes: number;
}
