import { expect, test } from 'vitest';
import type { RunEvent, RunView } from '#protocol/run.ts';
import { announcement } from './announcements.ts';

const event = (seq: number, kind: RunEvent['kind'], text: string): RunEvent => ({
  seq,
  at: 0,
  kind,
  laneId: null,
  text,
});
// Only events and the comparison are looked at.
const view = {
  events: [
    event(1, 'run:started', 'Began.'),
    event(2, 'lane:terminated', 'Sent.'),
    event(3, 'lane:exited', 'Exited.'),
  ],
} as RunView;

test('speaks outcomes once, and not every step', () => {
  expect(announcement(view, 0, false)).toBe('Began. Exited.');
  expect(announcement(view, 1, false)).toBe('Exited.');
  expect(announcement(view, 3, false)).toBe('');
});

test('speaks the comparison when it is final', () => {
  const sentence = [
    { text: 'A cut ', tone: 'plain' as const },
    { text: '3', tone: 'bad' as const },
  ];
  const compared = { ...view, comparison: { final: true, sentence, lanes: [] } };
  expect(announcement(compared, 3, false)).toBe('A cut 3');
  expect(announcement(compared, 3, true)).toBe('');
  expect(announcement({ ...compared, comparison: { ...compared.comparison, final: false } }, 3, false)).toBe('');
});
