import { expect, test } from 'vitest';
import type { Survival } from '#protocol/lane.ts';
import { tellSurvival } from './survival-story.ts';

const tell = (survival: Survival | null) =>
  tellSurvival([{ name: 'in memory', facts: { survival } }])
    .flat()
    .map(({ text, tone }) => (tone === 'plain' ? text : `[${tone}]${text}[/${tone}]`))
    .join('');

const asked = { askedAtMs: 1, acknowledged: 3, forgotten: 0, rows: [] };

test('says what was kept and what was forgotten, and nothing where nobody asked', () => {
  expect(tell(null)).toBe('');
  expect(tell(asked)).toBe('[good]in memory still had all 3[/good] that it had acknowledged.');
  expect(tell({ ...asked, forgotten: 3, rows: [1, 2, 3] })).toBe(
    '[bad]in memory had forgotten all 3[/bad] that it had acknowledged.',
  );
  expect(tell({ ...asked, forgotten: 1, rows: [2] })).toContain('had forgotten 1 of the 3');
  expect(tell({ ...asked, acknowledged: 1 })).toContain('still had the 1');
  expect(tell({ ...asked, acknowledged: 0 })).toBe('in memory had acknowledged nothing that could be forgotten.');
  expect(tell({ askedAtMs: 1, error: 'it did not start' })).toBe(
    'What in memory still had after a restart could not be asked.',
  );
});

test('says what a client that sent again had done twice', () => {
  const retried = { sent: 5, answered: 5, duplicated: 4, duplicates: [1, 2, 3, 4] };
  expect(tell({ ...asked, retried })).toContain(
    '; of 5 requests that its client sent again, [bad]4 were done twice[/bad].',
  );
  expect(tell({ ...asked, retried: { ...retried, duplicated: 0, duplicates: [] } })).toContain(
    'sent again, [good]none was done twice[/good].',
  );
  expect(tell({ ...asked, retried: { sent: 0, answered: 0, duplicated: 0, duplicates: [] } })).not.toContain('again');
});
