import { expect, test } from 'vitest';
import { readMessages } from './messages.ts';
import { requestText, responseText } from './testing.ts';

test('reads the messages of a connection one after the other, and says where each ends', () => {
  const [first, second] = [requestText(1), requestText(22, '')];
  const messages = readMessages(Buffer.from(first + second));
  expect(messages.map(({ fields, start, end }) => [fields.get('x-request-id'), start, end])).toEqual([
    ['1', 0, first.length],
    ['22', first.length, first.length + second.length],
  ]);
});

test('a message that was torn anywhere is not whole', () => {
  const text = responseText(201, 'done');
  for (let length = 1; length < text.length; length += 1) {
    const [message] = readMessages(Buffer.from(text.slice(0, length)));
    expect(message?.end).toBeNull();
  }
  expect(readMessages(Buffer.from(text))[0]?.end).toBe(text.length);
});

test('refuses what it could only guess', () => {
  expect(() => readMessages(Buffer.from('HTTP/1.1 200 OK\r\nServer: x\r\n\r\nsome'))).toThrow('without a length');
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n0\r\n\r\n';
  expect(() => readMessages(Buffer.from(chunked))).toThrow('in chunks');
});
