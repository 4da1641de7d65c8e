import { describe, expect, test } from 'vitest';
import { allowedHosts, assertOwnCaller } from './guard.ts';

const hosts = allowedHosts('127.0.0.1', 4500);
const call =
  (headers: Record<string, string>, method = 'GET') =>
  () =>
    assertOwnCaller(headers, method, hosts);

describe('Host', () => {
  test.each(['127.0.0.1:4500', 'localhost:4500', 'LOCALHOST:4500', '[::1]:4500'])('%s is let in', (host) => {
    expect(call({ host })).not.toThrow();
  });

  test.each([
    'evil.example',
    'localhost',
    '127.0.0.1:4501',
    'localhost:4500.evil.example',
    '127.0.0.1:4500, evil',
    '',
  ])('%j is refused', (host) => {
    expect(call({ host })).toThrow('answers only as');
  });

  test('a missing Host is refused', () => {
    expect(call({})).toThrow('answers only as');
  });

  test('a lab bound to another address goes by that name only', () => {
    expect([...allowedHosts('10.1.2.3', 80)]).toEqual(['10.1.2.3', '10.1.2.3:80']);
  });

  test('a name that was given in capitals is the same name', () => {
    expect([...allowedHosts('MacBook.local', 4500)]).toEqual(['macbook.local:4500']);
    expect(allowedHosts('LocalHost', 4500)).toEqual(hosts);
  });
});

describe('Origin', () => {
  const host = 'localhost:4500';

  test.each(['http://localhost:4500', 'http://127.0.0.1:4500'])('%s is let in', (origin) => {
    expect(call({ host, origin }, 'POST')).not.toThrow();
  });

  test.each([
    'null',
    'https://localhost:4500',
    'http://localhost:4501',
    'http://evil.example',
    'http://localhost:4500/',
  ])('%s is refused', (origin) => {
    expect(call({ host, origin })).toThrow('Another web page');
  });
});

describe('Fetch Metadata', () => {
  const host = 'localhost:4500';

  test('the page’s own requests are let in', () => {
    expect(call({ host, 'sec-fetch-site': 'same-origin' }, 'POST')).not.toThrow();
  });

  test('a foreign page may link to the lab', () => {
    const link = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(call(link)).not.toThrow();
  });

  test.each([
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
  ])('%j is refused', (headers) => {
    expect(call({ host, ...headers })).toThrow('Another web page');
  });

  test('a foreign form post is refused, navigation or not', () => {
    const form = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(call(form, 'POST')).toThrow('Another web page');
  });
});
