import { expect, test } from 'vitest';
import type { RepeatView } from '#protocol/repeat.ts';
import { watchKept } from '../runs/repeat-view.ts';
import type { WatchableRepeat } from '../runs/watchable-repeat.ts';
import { RepeatViewer } from './repeat-viewer.ts';

/** A repeat that changes when the test says so. */
class ChangingRepeat implements WatchableRepeat {
  readonly id = '0a1b2c3d';
  readonly owner = null;
  version = 1;
  listener: () => void = () => undefined;

  view(): RepeatView {
    const record = { id: this.id, lanes: [], results: [], status: 'running', trials: 2 };
    // Only the version is looked at.
    return { ...watchKept({ record: record as never, owner: null }).view(), version: this.version };
  }

  subscribe(listener: () => void): () => void {
    this.listener = listener;
    return () => {
      this.listener = () => undefined;
    };
  }

  change(): void {
    this.version += 1;
    this.listener();
  }
}

test('a page that does not acknowledge is sent one view, and the latest when it does', async () => {
  const repeat = new ChangingRepeat();
  const sent: number[] = [];
  const acknowledgements: (() => void)[] = [];
  const viewer = new RepeatViewer(repeat, ({ version }, acknowledge) => {
    sent.push(version);
    acknowledgements.push(acknowledge);
  });
  repeat.change();
  await expect.poll(() => sent).toEqual([2]);
  repeat.change();
  repeat.change();
  acknowledgements[0]?.();
  await expect.poll(() => sent).toEqual([2, 4]);
  viewer.close();
});

test('a page that went is sent nothing more, and nothing is left listening', () => {
  const repeat = new ChangingRepeat();
  const before = repeat.listener;
  const viewer = new RepeatViewer(repeat, () => {
    throw new Error('nobody is there');
  });
  repeat.change();
  expect(repeat.listener).not.toBe(before);
  viewer.close();
  repeat.change();
  expect(repeat.listener.toString()).toBe(before.toString());
});
