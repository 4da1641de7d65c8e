import { expect, test } from 'vitest';
import { inLanguage, speaking } from '#protocol/language/speaking.ts';
import { monotonicMs } from '../clock.ts';
import { Paced } from './paced.ts';

/** Works for so many milliseconds. */
function work(milliseconds: number): number {
  const until = monotonicMs() + milliseconds;
  while (monotonicMs() < until);
  return until;
}

test('derives a value once for what it follows from', () => {
  const paced = new Paced<object>();
  const one = paced.get('1', true, () => ({}));
  expect(paced.get('1', true, () => ({}))).toBe(one);
  expect(paced.get('2', true, () => ({}))).not.toBe(one);
});

test('keeps a dear value a while where an earlier one will do, and is exact where it will not', () => {
  const paced = new Paced<number>();
  let derived = 0;
  const derive = () => {
    derived += 1;
    return work(30);
  };
  const first = paced.get('0', false, derive);
  // Asked again at once, many times: 30 ms of work may be done anew only after 600 ms.
  for (let change = 1; change <= 50; change++) expect(paced.get(`${change}`, false, derive)).toBe(first);
  expect(derived).toBe(1);
  paced.get('51', true, derive);
  expect(derived).toBe(2);
});

test('is derived anew for another language, however dear it is: no reader has the words of another', () => {
  const paced = new Paced<string>();
  const derive = () => {
    work(30);
    return speaking();
  };
  const told = () => paced.get('1', false, derive);
  expect([inLanguage('pt-BR', told), told(), inLanguage('pt-BR', told)]).toEqual(['pt-BR', 'en', 'pt-BR']);
});
