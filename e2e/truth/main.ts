/**
 * The lab's truth, at length: `npm run test:truth`. First every row of the ledger against a packet capture, in randomised trials
 * (`--seed N --trials N`); then every scenario of the catalogue against what it claims (`--repeats N`, or only some: `--scenarios
 * a,b`), which is written into the table in the docs; then the solution of every lesson's task. `--trials 0`, `--repeats 0` or
 * `--solutions no` leaves one of them out. Exits with 1 where anything disagreed or could not be shown.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { LabProcess } from '../support/lab-process.ts';
import { tryCatalogue } from './catalogue/try-catalogue.ts';
import { trySolutions } from './catalogue/try-solutions.ts';
import { tryAgainstPackets } from './packet-trials.ts';

const options = z
  .object({
    seed: z.coerce.number().int().min(0).max(4_000_000_000),
    trials: z.coerce.number().int().min(0).max(100_000),
    repeats: z.coerce.number().int().min(0).max(50),
    scenarios: z.string().transform((text) => text.split(',').filter((id) => id !== '')),
    solutions: z.enum(['yes', 'no']).transform((word) => word === 'yes'),
  })
  .safeParse(readArguments());
if (!options.success) {
  console.error(z.prettifyError(options.error));
  console.error(
    'Usage: npm run test:truth -- [--seed N] [--trials N] [--repeats N] [--scenarios ID,ID] [--solutions yes|no]',
  );
  process.exit(1);
}
const { seed, trials, repeats, scenarios, solutions } = options.data;
LabProcess.endWithThis();
const agreed = trials === 0 || (await tryAgainstPackets(seed, trials));
const held = repeats === 0 || (await tryCatalogue(repeats, scenarios));
const solved = !solutions || (await trySolutions(scenarios));
process.exitCode = agreed && held && solved ? 0 : 1;

function readArguments() {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      options: { seed: text, trials: text, repeats: text, scenarios: text, solutions: text },
    });
    const { seed = randomInt(1_000_000_000), trials = 200, repeats = 20, scenarios = '', solutions = 'yes' } = values;
    return { seed, trials, repeats, scenarios, solutions };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
