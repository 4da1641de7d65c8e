import { expect, test } from 'vitest';
import { groupText } from './group-text.ts';

const balancer = { name: 'lab-1-a-balancer', role: 'balancer' } as const;

test('says how many replicas there are, and what stands before them', () => {
  expect(groupText([])).toBe('');
  expect(groupText([{ name: 'lab-1-a-2', role: 'replica' }, balancer])).toBe(
    'One of 2 replicas (beside it lab-1-a-2), behind the balancer lab-1-a-balancer',
  );
  expect(groupText([balancer])).toBe('The only replica, behind the balancer lab-1-a-balancer');
});
