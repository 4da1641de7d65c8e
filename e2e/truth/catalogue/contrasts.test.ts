import { expect, test } from 'vitest';
import { missedContrasts } from './contrasts.ts';
import { lane } from './testing.ts';

const contrasts = [{ figure: 'serverErrors' as const, more: 'a' as const, less: 'b' as const }];

/** Trials of two lanes with so many server errors each. */
function trials(...errors: [a: number, b: number][]) {
  const made = (id: 'a' | 'b', serverErrors: number) => {
    const { counts } = lane().view;
    return lane({ id, counts: { ...counts, serverErrors } });
  };
  return errors.map(([a, b]) => ({ lanes: [made('a', a), made('b', b)] }));
}

test('a difference is asked of all trials together, not of each', () => {
  expect(missedContrasts({ contrasts }, trials([0, 1], [7, 0], [0, 0]))).toEqual([]);
  expect(missedContrasts({}, trials([0, 0]))).toEqual([]);
});

test('a scenario whose lanes came to the same does not show what it claims', () => {
  const words = 'serverErrors: more in lane a than in b is claimed, 2 and 2 in 3 trials was seen';
  expect(missedContrasts({ contrasts }, trials([0, 2], [2, 0], [0, 0]))).toEqual([words]);
});

test('a trial in which a lane has no such figure counts for neither', () => {
  const [first, second] = trials([3, 1], [9, 0]);
  const alone = second === undefined ? [] : [{ lanes: second.lanes.slice(0, 1) }];
  const found = missedContrasts({ contrasts: [{ figure: 'serverErrors', more: 'b', less: 'a' }] }, [
    ...(first === undefined ? [] : [first]),
    ...alone,
  ]);
  expect(found.join()).toContain('1 and 3 in 2 trials');
});
