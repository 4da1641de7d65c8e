import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { LabProcess } from '../support/lab-process.ts';

let lab: LabProcess;
test.beforeAll(async () => {
  lab = await LabProcess.listening(['--engine', 'embedded']);
});
test.afterAll(async () => await lab[Symbol.asyncDispose]());

/** A request with headers of the test's choosing: fetch would not let Host and Origin be forged. */
function answerTo(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  body?: string,
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(lab.url);
  return new Promise((done, reject) => {
    const call = httpRequest({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => done({ status: response.statusCode ?? 0, text }));
    });
    call.once('error', reject);
    call.end(body);
  });
}

/** The first line that the lab answers to a WebSocket handshake. */
function handshake(headers: Record<string, string>): Promise<string> {
  const { hostname, port, host } = new URL(lab.url);
  return new Promise((done, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const lines = Object.entries({
        Host: host,
        Upgrade: 'websocket',
        Connection: 'Upgrade',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      }).map(([name, value]) => `${name}: ${value}`);
      socket.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    });
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      done(data.toString('utf8').split('\r\n')[0] ?? '');
    });
  });
}

/** socket.io answers a refused upgrade with 400, and any other refused request with 403. */
const REFUSED = /^HTTP\/1\.1 40[03] /;
const POLLING = '/socket.io/?EIO=4&transport=polling';

test('a foreign Host is refused by HTTP, polling and WebSocket', async () => {
  const headers = { Host: 'evil.example' };
  expect((await answerTo('/', headers)).status).toBe(403);
  expect((await answerTo('/api/runs', headers)).status).toBe(403);
  expect((await answerTo(POLLING, headers)).status).toBe(403);
  expect(await handshake(headers)).toMatch(REFUSED);
});

test('a foreign Origin is refused by HTTP, polling and WebSocket', async () => {
  const headers = { Origin: 'http://evil.example' };
  expect((await answerTo('/api/runs', headers)).status).toBe(403);
  expect((await answerTo(POLLING, headers)).status).toBe(403);
  expect(await handshake(headers)).toMatch(REFUSED);
});

test('the lab’s own Origin, and none, are let in', async () => {
  const { origin } = new URL(lab.url);
  expect((await answerTo('/api/runs', { Origin: origin })).status).toBe(200);
  expect((await answerTo(POLLING, { Origin: origin })).status).toBe(200);
  expect(await handshake({ Origin: origin })).toContain('101');
  expect(await handshake({})).toContain('101');
});

test('the page may run its own scripts only, and nobody may frame it', async () => {
  const { headers } = await fetch(lab.url);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('the learner’s cookie is out of reach for scripts and other pages', async () => {
  const cookie = (await fetch(lab.url)).headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^learner=[0-9a-f-]{36};/);
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Strict');
  // A browser that is started again is the same learner.
  expect(cookie).toContain('Max-Age=31536000');
});

test('a body that is too large, no JSON, or of another shape is refused in the contract’s form', async () => {
  const json = { 'Content-Type': 'application/json' };
  const cases = [
    { body: JSON.stringify({ scenarioId: 'x'.repeat(40_000) }), status: 413, code: 'body-too-large' },
    { body: '{"scenarioId":', status: 400, code: 'invalid-input' },
    { body: JSON.stringify({ scenarioId: 'in-flight', engine: 'podman' }), status: 400, code: 'invalid-input' },
    { body: JSON.stringify({ scenarioId: 'in-flight', image: 'evil' }), status: 400, code: 'invalid-input' },
    { body: JSON.stringify({ scenarioId: '../../etc/passwd' }), status: 400, code: 'invalid-input' },
    { body: JSON.stringify({ scenarioId: 'no-such-one' }), status: 404, code: 'not-found' },
    {
      body: JSON.stringify({ scenarioId: 'in-flight', traffic: { ratePerSecond: 1e9 } }),
      status: 400,
      code: 'invalid-input',
    },
    {
      body: JSON.stringify({ scenarioId: 'in-flight', lanes: [{ id: 'a', knobs: { threads: 9_000 } }] }),
      status: 400,
      code: 'invalid-input',
    },
    {
      body: JSON.stringify({ scenarioId: 'in-flight', lanes: [{ id: 'a', knobs: { shell: 'sh' } }] }),
      status: 400,
      code: 'invalid-input',
    },
    { body: JSON.stringify({ scenarioId: 'in-flight', lanes: [{ id: 'd' }] }), status: 400, code: 'invalid-input' },
  ];
  for (const { body, status, code } of cases) {
    const answer = await answerTo('/api/runs', json, 'POST', body);
    expect(answer.status, body.slice(0, 80)).toBe(status);
    expect(JSON.parse(answer.text), body.slice(0, 80)).toMatchObject({
      error: { code, message: expect.any(String) },
    });
  }
  expect(await (await fetch(`${lab.url}/api/runs`)).json()).toEqual([]);
});

test('unknown addresses and ids answer 404 or 400 with words', async () => {
  for (const [path, status] of [
    ['/api/nothing', 404],
    ['/api/runs/00000000', 404],
    ['/api/runs/..%2f..%2fetc', 400],
    ['/api/scenarios/none', 404],
    ['/nowhere', 404],
    ['/assets/none.js', 404],
    ['/..%2f..%2fpackage.json', 404],
  ] as const) {
    const answer = await answerTo(path, {});
    expect(answer.status, path).toBe(status);
    expect(JSON.parse(answer.text), path).toMatchObject({ error: { message: expect.any(String) } });
  }
});

test('a packet larger than any command closes the connection and nothing else', async () => {
  const opening = await answerTo(POLLING, {});
  const sid: unknown = JSON.parse(opening.text.slice(1)).sid;
  const answer = await answerTo(
    `${POLLING}&sid=${String(sid)}`,
    { 'Content-Type': 'text/plain' },
    'POST',
    `4${'x'.repeat(100_000)}`,
  );
  expect(answer.status).toBe(413);
  expect((await fetch(`${lab.url}/api/health`)).status).toBe(200);
});
