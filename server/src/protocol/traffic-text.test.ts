import { expect, test } from 'vitest';
import { trafficFacts } from './traffic-text.ts';

const common = { keepAlive: false, timeoutMs: 10_000, handlerTimeMs: 300, maxRequests: 1_200, maxSeconds: 120 };
const value = (name: string, facts: ReturnType<typeof trafficFacts>) =>
  facts.find((fact) => fact.name === name)?.value;

test('an open model is a rate, a closed one clients that wait', () => {
  expect(value('Requests', trafficFacts({ model: 'open', ratePerSecond: 10, ...common }))).toBe(
    '10 requests a second, whatever the server does',
  );
  expect(value('Requests', trafficFacts({ model: 'closed', clients: 1, pauseMs: 500, ...common }))).toBe(
    '1 client; each waits for its answer, then pauses 500 ms',
  );
});
