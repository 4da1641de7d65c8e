import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import type { ScenarioView } from '#protocol/scenario.ts';
import { LabApi } from '../../support/api.ts';
import { docker, hasDocker } from '../../support/docker.ts';
import { LabProcess } from '../../support/lab-process.ts';
import { section, whyUnwritten, withSection } from './table.ts';
import type { ScenarioResult } from './trials.ts';
import { tryScenario } from './trials.ts';

const TABLE = 'server/docs/catalogue.md';
const ROOT = resolve(import.meta.dirname, '../../..');
/** Most of a trial is waiting, for a grace period or an answer. */
const AT_ONCE = 2;

/**
 * Tries scenarios on real containers; all of them, where none are named. What one came to is written into the docs as soon as it is
 * known, unless it would not hold: a long run that is stopped has not been for nothing.
 * @returns whether every claim was held, where Docker is there
 */
export async function tryCatalogue(repeats: number, named: readonly string[]): Promise<boolean> {
  if (!hasDocker()) {
    console.error('*** NO DOCKER ENGINE ANSWERS: the scenarios were not tried.');
    return process.env.CI !== 'true';
  }
  await using lab = await LabProcess.listening(['--engine', 'docker']);
  const api = new LabApi(lab.url);
  const catalogue: ScenarioView[] = await (await api.call('GET', '/api/scenarios')).json();
  const stranger = named.find((id) => !catalogue.some((scenario) => scenario.id === id));
  if (stranger !== undefined) {
    console.error(`There is no scenario ${stranger}; there are ${catalogue.map(({ id }) => id).join(', ')}.`);
    return false;
  }
  const all = catalogue.map(({ id }) => id);
  const ids = all.filter((id) => named.length === 0 || named.includes(id));
  console.log(`\n${ids.length} scenarios, ${repeats} trials each`);
  const { faulty, unwritten } = await tryAll(api, ids, repeats, all);
  if (unwritten > 0) console.log(`${TABLE} stays as it was for ${unwritten} of them.`);
  console.log(`${ids.length - faulty} scenarios held what they claim, ${faulty} did not`);
  return faulty === 0;
}

/** @param all ids of the whole catalogue, in its order */
async function tryAll(api: LabApi, ids: readonly string[], repeats: number, all: readonly string[]) {
  const waiting = [...ids];
  let [done, faulty, unwritten] = [0, 0, 0];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const result = await tryScenario(api, id, repeats);
      const { faults } = result;
      done += 1;
      const words = faults.length === 0 ? 'holds' : 'DOES NOT HOLD';
      console.log(
        `${done}/${ids.length} ${id}: ${words}, ${result.trials.length} trials, ${result.void.length} void`,
      );
      for (const fault of faults) console.log(`    - ${fault}`);
      if (faults.length > 0) faulty += 1;
      const reason = whyUnwritten(result);
      if (reason === null) await write(result, all);
      else {
        unwritten += 1;
        console.log(`    not written: ${reason}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { faulty, unwritten };
}

let writing = Promise.resolve();

/** One after the other: two of them read and write the same file. */
async function write(result: ScenarioResult, all: readonly string[]): Promise<void> {
  writing = writing.then(async () => {
    const path = join(ROOT, TABLE);
    const text = await readFile(path, 'utf8');
    await writeFile(path, withSection(text, all, result.scenario.id, section(result, occasion())));
  });
  await writing;
}

function occasion() {
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores (${cpus()[0]?.model.trim()}), Docker ${docker('version', '--format', '{{.Server.Version}}')}`,
  };
}
