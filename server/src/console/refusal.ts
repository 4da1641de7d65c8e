import type { ConsoleLine } from '#protocol/console.ts';

/** A command that says no. Its message is what it prints to its error output, line by line. */
export class Refusal extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = 'Refusal';
    this.exitCode = exitCode;
  }
}

/** What a command, or one part of it, has to say. */
export interface Said {
  lines: ConsoleLine[];
  exitCode?: number;
  /** Whether it sent a lane a termination. */
  acted?: boolean;
}

/** Lines of its output. */
export function out(...texts: string[]): ConsoleLine[] {
  return linesOf('stdout', texts);
}

/** Lines of its error output. */
export function err(...texts: string[]): ConsoleLine[] {
  return linesOf('stderr', texts);
}

function linesOf(stream: ConsoleLine['stream'], texts: readonly string[]): ConsoleLine[] {
  return texts.flatMap((text) => text.split('\n')).map((text) => ({ stream, text }));
}
