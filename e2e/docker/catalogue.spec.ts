import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LabApi } from '../support/api.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import type { ScenarioResult } from '../truth/catalogue/trials.ts';
import { tryScenario } from '../truth/catalogue/trials.ts';

/** Each scenario so often; `npm run test:truth` does it twenty times. */
const TRIALS = 3;

const folder = join(import.meta.dirname, '../../server/content/scenarios');
const ids = readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [name.slice(0, -3)] : []));

/** A scenario mostly waits, for a grace period or an answer: some of the next ones go on meanwhile. */
const AT_ONCE = 2;
/** So far ahead of the test that waits: where only some tests are asked for, the others are hardly begun. */
const AHEAD = 5;
const begun = new Map<string, Promise<ScenarioResult>>();
let going = 0;

function resultOf(api: LabApi, id: string): Promise<ScenarioResult> {
  const result = begun.get(id) ?? begin(api, id);
  fill(api, ids.indexOf(id));
  return result;
}

function fill(api: LabApi, from: number): void {
  for (const id of ids.slice(from, from + AHEAD + 1)) if (going < AT_ONCE && !begun.has(id)) void begin(api, id);
}

function begin(api: LabApi, id: string): Promise<ScenarioResult> {
  going += 1;
  const result = tryScenario(api, id, TRIALS).finally(() => {
    going -= 1;
    fill(api, ids.indexOf(id));
  });
  // Told by the test whose scenario it is.
  result.catch(() => undefined);
  begun.set(id, result);
  return result;
}

test.beforeEach(() => requireDocker('docker'));

for (const id of ids) {
  test(`${id}: every trial shows what the scenario claims`, async ({ api }) => {
    test.setTimeout(300_000);
    const { faults, trials, void: unseen } = await resultOf(api, id);
    for (const words of unseen) console.log(`    void: ${words}`);
    expect(faults).toEqual([]);
    expect(trials.length).toBeGreaterThanOrEqual(TRIALS);
  });
}
