import { isSigkill } from '#protocol/command-line.ts';
import { english } from '#protocol/language/say.ts';
import type { Termination } from '#protocol/termination.ts';
import { LabError } from '../errors.ts';
import { settledWithin } from '../waiting.ts';
import type { Command } from './command.ts';
import type { Found, Place } from './found.ts';
import { detailsOf, find, findOrRefuse, forEach, fromDaemon } from './found.ts';
import type { Said } from './refusal.ts';
import { err, out, Refusal } from './refusal.ts';

/** How long `docker stop` waits for the end here, in milliseconds: the page waits 30 s for any answer. */
const STOP_PATIENCE_MS = 20_000;

/** What the lab says no to in its own words, which say what to do: Docker itself knows no lanes. */
const RULES: ReadonlySet<string> = new Set([
  'lane-not-ready',
  'lane-exited',
  'lane-failed',
  'already-terminated',
  'engine-failed',
]);

/** `docker kill`. */
export async function kill(place: Place, { containers, signal }: Command & { kind: 'kill' }): Promise<Said> {
  return await forEach(containers, async (word) => {
    const found = findForKill(place, word);
    const termination: Termination = { kind: 'kill', signal };
    if (await wasSent(place, found, termination)) return sent(found, termination, word);
    throw cannotKill(word, `Container ${found.running.id} is not running`);
  });
}

/** `docker stop`: prints the name when the container has ended. */
export async function stop(
  place: Place,
  { containers, gracePeriodSeconds }: Command & { kind: 'stop' },
): Promise<Said> {
  return await forEach(containers, async (word) => {
    const found = findOrRefuse(place.run, word);
    const termination: Termination = { kind: 'stop', gracePeriodSeconds };
    // To Docker one that has ended is stopped already.
    if (!(await wasSent(place, found, termination))) return { lines: out(word) };
    const said = sent(found, termination, word);
    if (await settledWithin(found.running.exited, STOP_PATIENCE_MS)) return said;
    return { ...said, lines: [...said.lines, ...err(`${word} still has time: docker ps shows when it has ended.`)] };
  });
}

/** `docker start`: of one that runs the name, as in Docker; one that has ended stays ended, and it is said why. */
export async function start({ run }: Place, { containers }: Command & { kind: 'start' }): Promise<Said> {
  const failed: string[] = [];
  const said = await forEach(containers, async (word) => {
    try {
      const found = findOrRefuse(run, word);
      if ((await detailsOf(found))?.isRunning) return { lines: out(word) };
      throw new Refusal(
        `${word} has ended, and its lane is judged by that end: a second life would answer none of its requests. ` +
          'Reset makes new containers; where a scenario is about a second life, the lab starts it itself.',
      );
    } catch (thrown) {
      failed.push(word);
      throw thrown;
    }
  });
  if (failed.length === 0) return said;
  return { ...said, lines: [...said.lines, ...err(`Error: failed to start containers: ${failed.join(', ')}`)] };
}

function findForKill({ run }: Place, word: string): Found {
  try {
    return find(run, word);
  } catch (thrown) {
    throw thrown instanceof Refusal ? cannotKill(word, thrown.message) : thrown;
  }
}

function cannotKill(word: string, words: string): Refusal {
  return fromDaemon(`Cannot kill container: ${word}: ${words}`);
}

/**
 * Ends a lane as its buttons do, so that t0, ledger and verdict are the same.
 * @returns false where its container has ended already
 * @throws Refusal where the lab says no; EngineLostError, LabError `run-over`
 */
async function wasSent({ run }: Place, found: Found, termination: Termination): Promise<boolean> {
  const { lane, member, running } = found;
  if (member.role !== 'service') {
    throw new Refusal(
      `${running.name} is ${member.role === 'balancer' ? 'the balancer' : member.title} of ${english(lane.title)}: without it the lane would be another experiment. ` +
        `The console ends ${lane.name} only.`,
    );
  }
  try {
    await run.terminateLane(lane.id, termination);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof LabError) || !RULES.has(thrown.code)) throw thrown;
    if (thrown.code === 'lane-exited' && !(await detailsOf(found))?.isRunning) return false;
    throw new Refusal(thrown.message);
  }
}

function sent({ lane: { plan } }: Found, termination: Termination, word: string): Said {
  const { preStop } = plan;
  const waits = preStop !== null && !isSigkill(termination);
  const note = waits ? err(`Readiness was taken back first: the signal follows in ${preStop.waitSeconds} s.`) : [];
  return { lines: [...out(word), ...note], acted: true };
}
