import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config.ts';
import { loadScenarios } from './scenarios.ts';
import { loadTranslations, readTranslation } from './translation.ts';

const content = join(PROJECT_ROOT, 'server', 'content');
const { scenarios } = await loadScenarios(join(content, 'scenarios'));
const scenario = scenarios.find((read) => read.scenario.id === 'in-flight')?.scenario;
if (scenario === undefined) throw new Error('there is no in-flight');

const good = `---
title: Um título
summary: Um resumo.
lanes: { a: docker kill, b: SIGTERM kill }
lesson:
  look: [um, dois, três, quatro, cinco]
  task: { goal: Perca dez., hints: [um, dois, três], solution: Assim. }
---

## A pergunta

Quantas?

## Por que é assim

Porque **sim**.
`;

const read = (text: string) => readTranslation('a.md', text, scenario, 'pt-BR');
const problemsOf = (text: string) => {
  const result = read(text);
  return 'problems' in result ? result.problems.map(({ line, message }) => `${line}: ${message}`) : [];
};

test('every scenario of the lab has its translation, with as many texts', async () => {
  const files = scenarios.map((each) => each.scenario);
  const loaded = await loadTranslations(join(content, 'pt-BR', 'scenarios'), files, 'pt-BR');
  expect(loaded).toMatchObject({ problems: [], missing: [] });
  expect([...loaded.translations.keys()].sort()).toEqual(files.map(({ id }) => id).sort());
});

test('a translation has the scenario’s texts, and its sections by their headings', () => {
  const result = read(good);
  if ('problems' in result) throw new Error(result.problems[0]?.message);
  expect(result.translation.sections.question).toContain('Quantas?');
  expect(result.translation.sections.why).toContain('<strong>sim</strong>');
  expect(result.translation.lesson?.look).toHaveLength(5);
});

test.each([
  ['no frontmatter', 'Um texto.', ['1: it must begin with frontmatter between two lines of ---']],
  [
    'a lane too few',
    good.replace(', b: SIGTERM kill', ''),
    ['4: lanes: the scenario has the lanes a, b; give each its label, and no other'],
  ],
  ['a text too few', good.replace(', cinco', ''), ['6: lesson.look: the scenario has 5 of it, this has 4']],
  [
    'what is the scenario’s own',
    good.replace('summary:', 'order: 1\nsummary:'),
    ['3: order: there is no such part;'],
  ],
])('%s is told with its line', (_, text, problems) => {
  const found = problemsOf(text);
  expect(found).toHaveLength(problems.length);
  for (const [index, problem] of problems.entries()) expect(found[index]).toContain(problem);
});
