import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config.ts';
import { bodyProblems } from './body.ts';
import { readScenario } from './scenarios.ts';

const FOLDER = join(PROJECT_ROOT, 'server', 'content', 'scenarios');

const good =
  '---\n---\n\n## The question\n\n## What to watch\n\n## Why it is so\n\n## Sources\n\n- [a](https://a.example/)\n';

test.each(readdirSync(FOLDER))('%s has every section, and sources', (name) => {
  expect(bodyProblems(name, readFileSync(join(FOLDER, name), 'utf8'))).toEqual([]);
});

test('the template for authors is a scenario, and has every section', () => {
  const file = join(PROJECT_ROOT, 'server', 'docs', 'template.md');
  const text = readFileSync(file, 'utf8');
  expect(readScenario(file, text)).toHaveProperty('scenario.id', 'my-scenario');
  expect(bodyProblems(file, text)).toEqual([]);
});

test('a section that is missing, out of order, or without a source is named with its line', () => {
  expect(bodyProblems('a.md', good)).toEqual([]);
  expect(bodyProblems('a.md', good.replace('## What to watch', ''))).toEqual([
    { file: 'a.md', line: 13, message: 'the text has no section “## What to watch”; add it' },
  ]);
  const swapped = good
    .replace('## The question', '## X')
    .replace('## What to watch', '## The question')
    .replace('## X', '## What to watch');
  expect(bodyProblems('a.md', swapped)[0]).toMatchObject({
    line: 4,
    message: expect.stringContaining('out of order'),
  });
  expect(bodyProblems('a.md', good.replace('https', 'http'))[0]).toMatchObject({ line: 10 });
});
