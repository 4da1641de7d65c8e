import { afterAll, describe, expect, test } from 'vitest';
import { enginesHere, Labs, whyNoWitness } from './labs.ts';
import { runTrial } from './run-trial.ts';
import { describeTrial, SHORT_SEEDS, trialOf } from './trial.ts';
import { usualLateness } from './usual-lateness.ts';

/** The longest trial may have to be run again where its capture has gaps. */
const TRIAL_MS = 240_000;

const missing = await whyNoWitness();
if (missing !== null) console.error(`*** THE TRUTH TRIALS DO NOT RUN: ${missing}`);
const engines = enginesHere();
if (!engines.includes('docker'))
  console.error('*** NO DOCKER ENGINE ANSWERS: no truth trial on real containers runs.');
const isCi = process.env.CI === 'true';

const labs = new Labs();
afterAll(() => labs[Symbol.asyncDispose]());

const lateness: number[] = [];

describe('the ledger agrees row by row with a packet capture', () => {
  for (const trial of SHORT_SEEDS.map(trialOf)) {
    const canRun = missing === null && engines.includes(trial.engine);
    test.skipIf(!canRun && !isCi)(describeTrial(trial), { timeout: TRIAL_MS }, async () => {
      expect(missing, 'CI=true, and nothing can be captured').toBeNull();
      const result = await runTrial(trial, await labs.on(trial.engine), console.warn);
      expect(result).toMatchObject({ kind: 'judged', disagreements: [] });
      if (result.kind === 'judged') lateness.push(...result.lateness);
    });
  }

  test('and most of its times are close to their packets', () => {
    expect(usualLateness(lateness)).toMatchObject({ isTooLate: false });
  });
});
