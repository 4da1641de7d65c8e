import { afterEach, expect, test } from 'vitest';
import { decimal, grouped } from './decimal.ts';
import { preferredLanguage } from './languages.ts';
import type { Said } from './say.ts';
import { english, named, said, saidCount, say, sayCount, told, toldParts } from './say.ts';
import { saidSchema } from './schemas.ts';
import { inLanguage, learnLanguage, speak, speaking } from './speaking.ts';

learnLanguage('pt-BR', {
  Lost: 'Perdidas',
  'Lane {lane} lost {what}': '{what}: perda da raia {lane}',
  '{count} requests': { one: '{count} requisição', other: '{count} requisições' },
});

afterEach(() => speak('en'));

test('English is what the code says', () => {
  expect(say('Lost')).toBe('Lost');
  expect(say('Lane {lane} lost {what}', { lane: 'A', what: 3 })).toBe('Lane A lost 3');
  expect(sayCount(1, '{count} request', '{count} requests')).toBe('1 request');
  expect(sayCount(0, '{count} request', '{count} requests')).toBe('0 requests');
});

test('another language has its own order and its own rule of what is one', () => {
  speak('pt-BR');
  const what = saidCount(2, '{count} request', '{count} requests');
  expect(say('Lane {lane} lost {what}', { lane: 'A', what })).toBe('2 requisições: perda da raia A');
  // Zero is singular in Brazilian Portuguese (Unicode CLDR).
  expect(sayCount(0, '{count} request', '{count} requests')).toBe('0 requisição');
  expect(english(what)).toBe('2 requests');
  expect(speaking()).toBe('pt-BR');
});

test('what no catalogue has is told in English, and a value is never taken for a text', () => {
  speak('pt-BR');
  expect(told({ text: 'Nobody has translated {what}', values: { what: 'Lost' } })).toBe('Nobody has translated Lost');
  expect(named('Lost')).toBe('Perdidas');
  expect(named('A lane of mine')).toBe('A lane of mine');
  expect(say('Lane {lane} lost {what}', { lane: '{what}', what: '$&' })).toBe('$&: perda da raia {what}');
});

test('a text falls apart at its own tags, and not at those of its values', () => {
  expect(
    toldParts(said('There is no {name}. <link>Go to {where}</link>.', { name: '<link>x</link>', where: 'it' })),
  ).toEqual([
    { tag: null, text: 'There is no <link>x</link>. ' },
    { tag: 'link', text: 'Go to it' },
    { tag: null, text: '.' },
  ]);
  expect(toldParts(said('<b>Lost</b>'))).toEqual([{ tag: 'b', text: 'Lost' }]);
});

test('a language is spoken while something is worked out, and no longer, whatever comes of it', () => {
  expect(inLanguage('pt-BR', () => told(said('Lost')))).toBe('Perdidas');
  const fails = () =>
    inLanguage('pt-BR', () => {
      throw new Error('odd');
    });
  expect(fails).toThrow('odd');
  expect(say('Lost')).toBe('Lost');
});

test.each([
  [['pt-BR', 'en'], 'pt-BR'],
  [['pt'], 'pt-BR'],
  [['pt-PT', 'en-GB'], 'pt-BR'],
  [['en-GB', 'pt-BR'], 'en'],
  [['de', 'fr'], null],
  [[], null],
])('%j: the first that the lab speaks is %s', (tags, language) => {
  expect(preferredLanguage(tags)).toBe(language);
});

test('numbers have the marks of the language, and as many digits as they were written with', () => {
  expect([decimal('1.50'), grouped(12_345)]).toEqual(['1.50', '12,345']);
  speak('pt-BR');
  expect([decimal('1.50'), decimal('-0.25'), decimal('3'), decimal('?'), grouped(12_345)]).toEqual([
    '1,50',
    '-0,25',
    '3',
    '?',
    '12.345',
  ]);
});

test('the names of what every object has are no places and no texts', () => {
  speak('pt-BR');
  expect(told({ text: 'No {constructor} and {__proto__}', values: {} })).toBe('No {constructor} and {__proto__}');
  expect(named('constructor')).toBe('constructor');
  expect(named('__proto__')).toBe('__proto__');
});

test('what a foreign file says is bounded', () => {
  let deep: Said = { text: 'x' };
  for (let level = 0; level < 10; level++) deep = { text: '{a}', values: { a: deep } };
  expect(saidSchema.safeParse(deep).success).toBe(false);
  expect(saidSchema.safeParse({ text: '{a}{a}', values: { a: 'x' } }).success).toBe(false);
  expect(
    saidSchema.safeParse(said('{lane}: {reason}', { lane: said('Lane {lane}', { lane: 'A' }), reason: 'x' })).success,
  ).toBe(true);
});
