import { expect, test } from 'vitest';
import { EMPTY, fieldFault, fieldValue, predictionOf, saidText } from './prediction-form.ts';

test.each([
  ['exitCode', '137', 137],
  ['exitCode', ' 0 ', 0],
  ['exitCode', '', undefined],
  ['exitCode', '256', null],
  ['exitCode', '1.5', null],
  ['lost', '-1', null],
  ['lost', 'some', null],
  ['seconds', '0,3', 0.3],
  ['seconds', '1e9', null],
] as const)('%s “%s” is %s', (name, text, value) => {
  expect(fieldValue(name, text)).toBe(value);
  expect(fieldFault(name, text) === null).toBe(value !== null);
});

test('what is left open is not said, and a lane of which nothing is said is not in it', () => {
  const fields = { a: { ...EMPTY, exitCode: '137' }, b: EMPTY };
  expect(predictionOf(fields)).toEqual({ lanes: { a: { exitCode: 137 } } });
  expect(predictionOf({ a: { ...EMPTY, lost: 'x' } })).toBeNull();
});

test('what never ends has no exit code and no seconds, whatever stood there before', () => {
  const fields = { a: { exitCode: '0', never: true, lost: '2', seconds: 'x' } };
  expect(predictionOf(fields)).toEqual({ lanes: { a: { exitCode: 'never', lost: 2 } } });
});

test('what was said reads in a line', () => {
  expect(saidText({ exitCode: 137, lost: 0, seconds: 0.2 })).toBe('exit 137, 0 lost, after 0.2 s');
  expect(saidText({ exitCode: 'never' })).toBe('it never ends');
  expect(saidText({})).toBe('nothing');
});
