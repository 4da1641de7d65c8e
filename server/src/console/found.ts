import type { ContainerDetails } from '../engines/details.ts';
import type { RunningContainer } from '../engines/engine.ts';
import { LabError } from '../errors.ts';
import type { FleetMember } from '../runs/fleet.ts';
import type { Lane } from '../runs/lane.ts';
import type { Run } from '../runs/run.ts';
import type { Said } from './refusal.ts';
import { err, Refusal } from './refusal.ts';

/** Where a line was typed. */
export interface Place {
  run: Run;
  lane: Lane;
  /** Aborted when the run comes to its end, or when the command takes too long. */
  abortSignal: AbortSignal;
}

/** A container of the run. */
export interface Found {
  lane: Lane;
  member: FleetMember;
  running: RunningContainer;
}

/** Every container of a run, in the order of its lanes. No other one can be named. */
export function allOf(run: Run): Found[] {
  return run.lanes.flatMap((lane) => lane.members.map((member) => ({ lane, member, running: member.running })));
}

/** A container by its name, its id, or the beginning of its id that no other has. @throws Refusal without a prefix to its words */
export function find(run: Run, word: string): Found {
  const all = allOf(run);
  const named = all.find(({ running }) => running.name === word.replace(/^\//, '') || running.id === word);
  const beginning = all.filter(({ running }) => running.id.startsWith(word));
  const found = named ?? beginning[0];
  if (found === undefined) throw new Refusal(`No such container: ${word}`);
  if (named === undefined && beginning.length > 1) {
    throw new Refusal(`Multiple IDs found with provided prefix: ${word}`);
  }
  return found;
}

/** The same in the words of Docker's daemon. @throws Refusal */
export function findOrRefuse(run: Run, word: string): Found {
  try {
    return find(run, word);
  } catch (thrown) {
    throw thrown instanceof Refusal ? fromDaemon(thrown.message) : thrown;
  }
}

export function fromDaemon(words: string): Refusal {
  return new Refusal(`Error response from daemon: ${words}`);
}

/** What the engine says of a container; null where somebody has removed it. @throws EngineLostError */
export async function detailsOf({ running }: Found): Promise<ContainerDetails | null> {
  return await running.inspect().catch((error: unknown) => {
    if (error instanceof LabError && error.code === 'not-found') return null;
    throw error;
  });
}

/**
 * Does the same to each container that was named, at once; what was said is told first and what went wrong after it, as the CLI
 * does. @throws what is no refusal
 */
export async function forEach(words: readonly string[], work: (word: string) => Promise<Said>): Promise<Said> {
  const results = await Promise.allSettled(words.map(work));
  const said = results.map((result) => (result.status === 'fulfilled' ? result.value : refused(result.reason)));
  const lines = said.flatMap((each) => each.lines);
  return {
    lines: [
      ...lines.filter(({ stream }) => stream === 'stdout'),
      ...lines.filter(({ stream }) => stream === 'stderr'),
    ],
    exitCode: Math.max(...said.map(({ exitCode = 0 }) => exitCode)),
    acted: said.some(({ acted = false }) => acted),
  };
}

/** What a refusal prints. @throws what is none */
export function refused(thrown: unknown): Said {
  if (thrown instanceof Refusal) return { lines: err(thrown.message), exitCode: thrown.exitCode };
  throw thrown;
}
