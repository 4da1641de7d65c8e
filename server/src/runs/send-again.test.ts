import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { HttpAddress } from '../engines/engine.ts';
import { cutAt, refused, row, timedOutAt } from '../ledger/testing.ts';
import { planOf } from './lane.fixture.ts';
import { requestTemplate } from './request-template.ts';
import { resending } from './send-again.ts';
import type { SurvivalQuestion } from './survival.ts';
import { askSurvival } from './survival.ts';

const never = new AbortController().signal;
const restarted = { container: 'comments-api', restart: true } as const;
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** What a service was sent: the number, the key, and the body. */
type Sent = Pick<IncomingMessage, 'headers'> & { body: string };

/** A service that runs again, which says what it has stored, and stores what it is sent with the status that it gives. */
async function service(stored: number[], status: (number: number) => number = () => 201) {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify({ stored }));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    sent.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    const number = Number(request.headers['x-request-id']);
    response.statusCode = status(number);
    if (response.statusCode === 201) stored.push(number);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has a port');
  const address: HttpAddress = { host: '127.0.0.1', port: bound.port, proxied: false };
  return { address, sent };
}

/** 1 and 4 acknowledged, 2 cut, 3 timed out, 5 refused, 6 answered with an error. */
const rows = [
  row(1, 100),
  row(2, 200, cutAt(250)),
  row(3, 300, timedOutAt(400)),
  row(4, 400),
  row(5, 500, refused),
  row(6, 600, { status: 500 }),
];

function question(address: HttpAddress, retry: 'none' | 'plain' | 'idempotency-key'): SurvivalQuestion {
  const plan = planOf({ ...restarted, retry });
  return {
    program: plan.container,
    rows,
    address: async () => address,
    resend: retry === 'none' ? null : resending(requestTemplate(plan, '0badcafe')),
    now: () => 9_000,
  };
}

test('a client that does not send again only asks what is still there', async () => {
  const { address, sent } = await service([1, 2, 4]);
  expect(await askSurvival(question(address, 'none'), never)).toEqual({
    askedAtMs: 9_000,
    acknowledged: 2,
    forgotten: 0,
    rows: [],
  });
  expect(sent).toEqual([]);
});

test('what was lost is sent again as it was, and nothing else is', async () => {
  const { address, sent } = await service([1, 2, 4]);
  await askSurvival(question(address, 'plain'), never);
  expect(sent.map(({ headers }) => headers['x-request-id']).sort()).toEqual(['2', '3']);
  expect(sent.map(({ body }) => JSON.parse(body).comment).sort()).toEqual(['Post number 2', 'Post number 3']);
  expect(sent[0]?.headers['idempotency-key']).toBeUndefined();
});

test('what the service had stored before, and stores again, is done twice', async () => {
  const { address } = await service([1, 2, 4]);
  expect(await askSurvival(question(address, 'plain'), never)).toMatchObject({
    forgotten: 0,
    retried: { sent: 2, answered: 2, duplicated: 1, duplicates: [2] },
  });
});

test('a key goes with the first time and with the second, the same for one request and another for the next', async () => {
  const plan = planOf({ ...restarted, retry: 'idempotency-key' });
  const template = requestTemplate(plan, '0badcafe');
  expect(template.headers).toEqual({ 'Idempotency-Key': '"0badcafe-{number}"' });
  const { address, sent } = await service([1, 2, 4], (number) => (number === 2 ? 200 : 201));
  const survival = await askSurvival(question(address, 'idempotency-key'), never);
  expect(sent.map(({ headers }) => headers['idempotency-key']).sort()).toEqual(['"0badcafe-2"', '"0badcafe-3"']);
  expect(survival).toMatchObject({ retried: { sent: 2, answered: 2, duplicated: 0, duplicates: [] } });
});

test('an answer that is no 2xx counts as sent, and not as answered', async () => {
  const { address } = await service([1, 4], (number) => (number === 3 ? 503 : 201));
  expect(await askSurvival(question(address, 'plain'), never)).toMatchObject({ retried: { sent: 2, answered: 1 } });
});

test('a service that forgets is asked about what it had acknowledged, and about nothing else', async () => {
  const { address } = await service([2]);
  expect(await askSurvival(question(address, 'none'), never)).toMatchObject({
    acknowledged: 2,
    forgotten: 2,
    rows: [1, 4],
  });
});

test('a service that cannot be asked leaves an error and no numbers', async () => {
  const { address } = await service([]);
  const silent = { ...question(address, 'none'), address: async () => ({ ...address, port: 1 }) };
  expect(await askSurvival(silent, never)).toMatchObject({ askedAtMs: 9_000, error: expect.any(String) });
  const failing = { ...question(address, 'none'), address: () => Promise.reject(new Error('it does not start')) };
  expect(await askSurvival(failing, never)).toMatchObject({ error: expect.stringContaining('it does not start') });
});

test('a question that is given up rejects', async () => {
  const { address } = await service([]);
  const given = askSurvival(question(address, 'plain'), AbortSignal.abort());
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
});
