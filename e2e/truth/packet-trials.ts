import { enginesHere, Labs, whyNoWitness } from './labs.ts';
import type { TrialResult } from './run-trial.ts';
import { runTrial } from './run-trial.ts';
import type { Trial } from './trial.ts';
import { describeTrial, trialOf } from './trial.ts';
import { usualLateness } from './usual-lateness.ts';

const isCi = process.env.CI === 'true';

/**
 * Randomised trials: containers are ended at random moments under random traffic, and every row of the ledger is compared with a
 * packet capture. Trial k has the seed `seed + k - 1`, so that one that disagreed is repeated by its own seed and one trial.
 * @returns whether all of them agreed, where they could be run
 */
export async function tryAgainstPackets(firstSeed: number, trials: number): Promise<boolean> {
  const missing = await whyNoWitness();
  const engines = enginesHere();
  if (missing !== null) {
    console.error(`*** THE TRIALS AGAINST PACKETS DID NOT RUN: ${missing}`);
    return !isCi;
  }
  if (!engines.includes('docker')) {
    console.error('*** NO DOCKER ENGINE ANSWERS: the trials on real containers do not run.');
    if (isCi) return false;
  }
  const totals = new Totals();
  console.log(`${trials} trials against packets, from seed ${firstSeed}`);
  {
    await using labs = new Labs();
    for (let place = 0; place < trials; place += 1) {
      const trial = trialOf(firstSeed + place);
      const title = `${String(place + 1).padStart(String(trials).length)}/${trials} ${describeTrial(trial)}`;
      if (!engines.includes(trial.engine)) {
        totals.skipped += 1;
        console.log(`${title}\n    SKIPPED: no ${trial.engine} here`);
        continue;
      }
      console.log(title);
      const result = await attempt(labs, trial);
      console.log(`    ${tell(result)}`);
      totals.add(result);
    }
  }
  console.log(`\n${totals}`);
  return totals.isClean;
}

type Attempt = TrialResult | { kind: 'broken'; reason: string };

class Totals {
  readonly #kinds = { agreed: 0, disagreed: 0, void: 0, broken: 0 };
  readonly #outcomes = new Map<string, number>();
  #undecided = 0;
  readonly #lateness: number[] = [];
  skipped = 0;

  get isClean(): boolean {
    const { disagreed, void: unseen, broken } = this.#kinds;
    return disagreed + unseen + broken === 0 && !usualLateness(this.#lateness).isTooLate;
  }

  add(result: Attempt): void {
    if (result.kind !== 'judged') {
      this.#kinds[result.kind] += 1;
      return;
    }
    this.#kinds[result.disagreements.length === 0 ? 'agreed' : 'disagreed'] += 1;
    this.#undecided += result.undecided;
    this.#lateness.push(...result.lateness);
    for (const [outcome, count] of Object.entries(result.outcomes))
      this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + count);
  }

  toString(): string {
    const rows = [...this.#outcomes.values()].reduce((sum, count) => sum + count, 0);
    const split = [...this.#outcomes].map(([outcome, count]) => `${count} ${outcome}`);
    const { agreed, disagreed, void: unseen, broken } = this.#kinds;
    const { median, worst, isTooLate } = usualLateness(this.#lateness);
    return [
      `times: half of those that only the machine bounds are within ${median.toFixed(1)} ms of their packets, the worst is ${worst.toFixed(0)} ms away${isTooLate ? ': TOO LATE' : ''}`,
      `${rows} rows: ${split.join(', ')}; for ${this.#undecided} the packets leave more than one open`,
      `${agreed} agreed, ${disagreed} disagreed, ${unseen} void, ${broken} broken, ${this.skipped} skipped`,
    ].join('\n');
  }
}

async function attempt(labs: Labs, trial: Trial): Promise<Attempt> {
  try {
    return await runTrial(trial, await labs.on(trial.engine), (reason) =>
      console.log(`    void: ${reason} Once more.`),
    );
  } catch (error) {
    return { kind: 'broken', reason: error instanceof Error ? error.message : String(error) };
  }
}

function tell(result: Attempt): string {
  if (result.kind !== 'judged') return `${result.kind.toUpperCase()}: ${result.reason}`;
  const counts = Object.entries(result.outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  const close = result.undecided === 0 ? '' : `; for ${result.undecided} the packets leave more than one open`;
  const verdict = result.disagreements.length === 0 ? 'agrees' : 'DISAGREES';
  return [`${verdict}: ${counts.join(', ')}${close}`, ...result.disagreements].join('\n    - ');
}
