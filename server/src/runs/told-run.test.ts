import { afterAll, beforeAll, expect, test } from 'vitest';
import { said } from '#protocol/language/say.ts';
import { inLanguage, learnLanguage } from '#protocol/language/speaking.ts';
import { toldLabel, toldRun } from './told-run.ts';

beforeAll(() => {
  learnLanguage('pt-BR', {
    'Lane {lane}': 'Raia {lane}',
    '{lane} failed: {reason}': '{lane} falhou: {reason}',
    'No engine.': 'Nenhuma engine.',
    '{label} (changed)': '{label} (alterada)',
    '{label} followed by docker kill': '{label} seguido de docker kill',
    'with a handler': 'com handler',
    Threads: 'Threads por worker',
    'one worker': 'um worker',
    yes: 'sim',
    no: 'não',
  });
});
afterAll(() => learnLanguage('pt-BR', {}));

const reason = said('No engine.');
const run = {
  scenarioTitle: 'A title that nobody translated',
  events: [
    {
      seq: 1,
      at: 0,
      kind: 'lane:failed' as const,
      laneId: 'a' as const,
      text: 'Lane A failed: No engine.',
      said: said('{lane} failed: {reason}', { lane: said('Lane {lane}', { lane: 'A' }), reason }),
    },
    { seq: 2, at: 1, kind: 'run:finished' as const, laneId: null, text: 'Kept by a lab of one language.' },
  ],
  error: { code: 'x', message: 'No engine.', said: reason },
  limits: [],
  changes: [
    { laneId: null, name: 'keepAlive', label: 'Threads', from: 'yes', to: 'no' },
    { laneId: null, name: 'restartPolicy', label: 'Restart', from: 'no', to: 'always' },
  ],
  lanes: [
    {
      label: 'with a handler',
      endLabel: 'with a handler (changed) followed by docker kill',
      container: { summary: 'one worker', said: said('one worker') },
    },
  ],
};

test('what is kept in English is told in the language that is spoken, and what has no words for it as it is', () => {
  expect(inLanguage('pt-BR', () => toldRun(run))).toMatchObject({
    scenarioTitle: 'A title that nobody translated',
    events: [{ text: 'Raia A falhou: Nenhuma engine.' }, { text: 'Kept by a lab of one language.' }],
    error: { message: 'Nenhuma engine.' },
    changes: [
      { label: 'Threads por worker', from: 'sim', to: 'não' },
      { label: 'Restart', from: 'no', to: 'always' },
    ],
    lanes: [
      {
        label: 'com handler',
        endLabel: 'com handler (alterada) seguido de docker kill',
        container: { summary: 'um worker' },
      },
    ],
  });
});

test('English is the run itself, for what keeps it and for scripts', () => {
  expect(toldRun(run)).toBe(run);
});

test.each([
  ['docker kill', 'docker kill'],
  ['Lane B', 'Raia B'],
  ['Lane B (with a handler)', 'Raia B (com handler)'],
  ['docker stop -t 2 (changed)', 'docker stop -t 2 (alterada)'],
])('the label %j is %j', (label, translated) => {
  expect(inLanguage('pt-BR', () => toldLabel(label))).toBe(translated);
});
