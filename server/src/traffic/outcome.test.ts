import { expect, test } from 'vitest';
import type { Ending } from './outcome.ts';
import { classify } from './outcome.ts';

const NOT_SENT = { sent: false, connected: false };
const UNCONNECTED = { sent: true, connected: false };
const CONNECTED = { sent: true, connected: true };

test.each<[string, { sent: boolean; connected: boolean }, Ending, string, string]>([
  ['a whole response', CONNECTED, 'response', 'completed', 'response'],
  ['an error before a connection', UNCONNECTED, 'error', 'refused', 'connect-error'],
  ['no connection within the timeout', UNCONNECTED, 'patience', 'refused', 'timeout'],
  ['a run finished before a connection', UNCONNECTED, 'abandoned', 'refused', 'abandoned'],
  ['an error on a connection', CONNECTED, 'error', 'cut', 'reset'],
  ['an end of file before a whole response', CONNECTED, 'end-of-file', 'cut', 'end-of-file'],
  ['bytes that are no HTTP', CONNECTED, 'malformed', 'cut', 'malformed'],
  ['patience that ended on a connection', CONNECTED, 'patience', 'timed-out', 'timeout'],
  ['a run finished while a connection waits', CONNECTED, 'abandoned', 'timed-out', 'abandoned'],
  ['no socket to spare', NOT_SENT, 'no-room', 'not-sent', 'no-socket'],
  ['a run finished before it was sent', NOT_SENT, 'abandoned', 'not-sent', 'abandoned'],
])('%s', (_, happening, ending, outcome, sight) => {
  expect(classify({ ...happening, ending })).toEqual({ outcome, sight });
});
