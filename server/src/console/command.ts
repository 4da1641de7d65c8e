import type { DockerCommand } from '#protocol/console-words.ts';
import type { SignalName } from '#protocol/signals.ts';

/** A request that was typed. */
export interface CurlCommand {
  kind: 'curl';
  target: string;
  method: string;
  headers: [name: string, value: string][];
  body: string | null;
  showsHead: boolean;
  isSilent: boolean;
  maxSeconds: number;
}

/** What a line asks for. */
export type Command =
  | { kind: 'nothing' }
  | { kind: 'help'; about: DockerCommand | 'docker' | 'curl' | 'console' }
  | { kind: 'ps'; all: boolean; quiet: boolean; isWhole: boolean }
  | { kind: 'logs'; container: string; tail: number | null; timestamps: boolean }
  | { kind: 'kill'; containers: string[]; signal: SignalName }
  | { kind: 'stop'; containers: string[]; gracePeriodSeconds: number }
  | { kind: 'start'; containers: string[] }
  | { kind: 'inspect'; containers: string[]; format: string | null }
  | { kind: 'top'; container: string }
  | { kind: 'stats'; containers: string[]; all: boolean }
  | CurlCommand;
