import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadScenarios } from '../../../server/src/scenarios/scenarios.ts';
import { claimLines } from './claim-lines.ts';
import { ENOUGH_TRIALS, sectionOf, whyUnwritten, withSection } from './table.ts';

const server = resolve(import.meta.dirname, '../../../server');
const { scenarios, problems } = await loadScenarios(join(server, 'content/scenarios'));
const text = await readFile(join(server, 'docs/catalogue.md'), 'utf8');

test('the docs have every scenario, in the order of the catalogue, and no other', () => {
  expect(problems).toEqual([]);
  const written = [...text.matchAll(/^## (.+)$/gm)].map(([, id]) => id);
  expect(written).toEqual(scenarios.map(({ scenario }) => scenario.id));
});

test.for(scenarios)('the docs have exactly what $scenario.id claims, of trials enough', ({ scenario }) => {
  const claims = claimLines(scenario).map(({ lane, figure, claimed, usually }) =>
    [lane, figure, claimed, usually].join(' | '),
  );
  const section = sectionOf(text, scenario.id) ?? '';
  const written = section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1) // its head
    .map((line) => line.split(' | ').slice(0, 4).join(' | ').replace(/^\| /, ''));
  expect(written).toEqual(claims);
  expect(Number(/^(\d+) trials/m.exec(section)?.[1])).toBeGreaterThanOrEqual(ENOUGH_TRIALS);
});

test('nothing is written of too few trials, nor where a claim was not held', () => {
  const trials = (count: number) => Array.from({ length: count }, () => ({ lanes: [] }));
  expect(whyUnwritten({ trials: trials(20), faults: [] })).toBeNull();
  expect(whyUnwritten({ trials: trials(19), faults: [] })).toBe('19 trials are too few for it, 20 are needed');
  expect(whyUnwritten({ trials: trials(20), faults: ['lost: 1 is claimed'] })).toBe('not every claim was held');
});

test('a section that is written anew leaves the others as they are, in the order of the catalogue', () => {
  const part = (id: string, words: string) => `## ${id}\n${words}\n`;
  const one = withSection('', ['one', 'two', 'three'], 'three', part('three', 'new'));
  const two = withSection(one, ['one', 'two', 'three'], 'one', part('one', 'new'));
  expect(two.slice(two.indexOf('## '))).toBe(`${part('one', 'new')}\n${part('three', 'new')}`);
  const again = withSection(two, ['one', 'two', 'three'], 'one', part('one', 'newer'));
  expect(sectionOf(again, 'one')).toBe(part('one', 'newer'));
  expect(sectionOf(again, 'three')).toBe(part('three', 'new'));
  expect(sectionOf(again, 'two')).toBeNull();
  expect(sectionOf(withSection(again, ['three'], 'three', part('three', 'new')), 'one')).toBeNull();
});
