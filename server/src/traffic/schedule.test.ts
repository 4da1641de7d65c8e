import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Limits, openDueAt } from './schedule.ts';

test('request n of an open model is due (n - 1) / rate seconds after the start', () => {
  expect([1, 2, 3, 41].map((number) => openDueAt(500, 10, number))).toEqual([500, 600, 700, 4500]);
});

test('due times do not drift, however many there are', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 5000, noNaN: true }),
      fc.integer({ min: 1, max: 100_000 }),
      (rate, number) => {
        const gap = openDueAt(0, rate, number + 1) - openDueAt(0, rate, number);
        expect(Math.abs(gap - 1000 / rate)).toBeLessThan(1e-4);
      },
    ),
  );
});

test('the traffic’s own limits: so many requests, and none at the end of its seconds', () => {
  const limits = new Limits({ maxRequests: 40, maxSeconds: 4 }, 500);
  expect(limits.allow(40, 4400)).toBe(true);
  expect(limits.allow(41, 4400)).toBe(false);
  expect(limits.allow(2, 4499.9)).toBe(true);
  expect(limits.allow(2, 4500)).toBe(false);
});

test('an instant to stop at lets no request be due after it, and the earliest such instant counts', () => {
  const limits = new Limits({ maxRequests: 40, maxSeconds: 4 }, 500);
  limits.stopAfter(1000);
  limits.stopAfter(2000);
  expect(limits.allow(6, 1000)).toBe(true);
  expect(limits.allow(7, 1000.1)).toBe(false);
});
