import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requestText } from './request-text.ts';

const target = { host: '172.17.0.2', port: 8000 };

describe('requestText', () => {
  test('fills in the number, and says how long the body is', () => {
    const body = { email: 'email@email.com', comment: 'Post number {number}', content_id: 1 };
    const text = requestText({ method: 'POST', path: '/api/comment/new?n={number}', body }, target, false)(17);
    const json = '{"email":"email@email.com","comment":"Post number 17","content_id":1}';
    expect(text).toBe(
      'POST /api/comment/new?n=17 HTTP/1.1\r\nHost: 172.17.0.2:8000\r\nConnection: close\r\nX-Request-Id: 17\r\n' +
        `Content-Type: application/json\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
    );
  });

  test('asks to keep the connection where the traffic does, and sends no body where there is none', () => {
    const text = requestText({ method: 'GET', path: '/healthcheck' }, { host: '::1', port: 80 }, true)(3);
    expect(text).toBe(
      'GET /healthcheck HTTP/1.1\r\nHost: [::1]:80\r\nConnection: keep-alive\r\nX-Request-Id: 3\r\n\r\n',
    );
  });

  test('counts bytes, not characters, in every body', () => {
    const words = fc.array(fc.constantFrom('{number}', 'ü', '"', '\n', 'a', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 100_000 }), (comment, number) => {
        const text = requestText({ method: 'POST', path: '/', body: { comment } }, target, false)(number);
        const [head = '', json = ''] = text.split('\r\n\r\n');
        expect(head).toContain(`Content-Length: ${Buffer.byteLength(json)}`);
        expect(JSON.parse(json)).toEqual({ comment: comment.replaceAll('{number}', String(number)) });
      }),
    );
  });

  test('sends the template’s headers, with the number in them', () => {
    const headers = { 'Idempotency-Key': '"0badcafe-{number}"', 'X-Other': 'a' };
    const text = requestText({ method: 'POST', path: '/', headers, body: { n: 1 } }, target, false);
    expect(text(17)).toContain('X-Request-Id: 17\r\nIdempotency-Key: "0badcafe-17"\r\nX-Other: a\r\nContent-Type:');
    expect(text(18)).toContain('Idempotency-Key: "0badcafe-18"\r\n');
    const bare = requestText({ method: 'GET', path: '/', headers }, target, false)(3);
    expect(bare).toMatch(/\r\nX-Other: a\r\n\r\n$/);
  });

  test.each<Record<string, string>>([
    { 'X-Other': 'a\r\nHost: elsewhere' },
    { 'X-Other: a\r\nHost': 'elsewhere' },
    { 'X Other': 'a' },
    { '': 'a' },
    { 'X-Other': 'ü' },
  ])('refuses the headers %j', (headers) => {
    expect(() => requestText({ method: 'GET', path: '/', headers }, target, false)).toThrow('no line breaks');
  });

  test.each(['/a b', '/a\r\nX: y', '/ü'])('refuses the path %j', (path) => {
    expect(() => requestText({ method: 'GET', path }, target, false)).toThrow('no spaces or control characters');
  });
});
