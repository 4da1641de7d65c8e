import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { App } from '../app.ts';
import { serve } from '../app.ts';
import { NO_CONTENT } from '../content.fixture.ts';
import { Engines } from '../engines/engines.ts';
import { memoryHistory } from '../history/testing.ts';
import { TestRepeats } from '../runs/repeat.fixture.ts';
import { SCENARIO } from '../runs/testing.ts';

const learner = (n: number) => ({ cookie: `learner=${String(n).repeat(8)}-0000-4000-8000-000000000000` });

/** A lab that listens, whose trials wait for ever for their containers. */
class TestApp implements AsyncDisposable {
  readonly #lab: TestRepeats;
  readonly #app: App;

  private constructor(lab: TestRepeats, app: App) {
    this.#lab = lab;
    this.#app = app;
  }

  static async open(): Promise<TestApp> {
    const lab = await TestRepeats.open({ behaviour: () => ({ start: 'hang' }) }, { readyPatience: 60_000 });
    const { runs } = lab.lab;
    const app = await serve(
      {
        version: '1',
        content: NO_CONTENT,
        engines: new Engines([], 'auto'),
        runs,
        repeats: lab.repeats,
        history: memoryHistory(runs),
        isClosing: false,
      },
      { host: '127.0.0.1', port: 0, dist: join(import.meta.dirname, 'none'), log: pino({ level: 'silent' }) },
    );
    return new TestApp(lab, app);
  }

  async call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(new URL(`/api/repeats${path}`, this.#app.url), {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#app.close();
    await this.#lab[Symbol.asyncDispose]();
  }
}

test('a repeat is made, listed, stopped and removed', async () => {
  await using app = await TestApp.open();
  const created = await app.call('POST', '', { scenarioId: SCENARIO.id, trials: 5 });
  expect(created).toMatchObject({
    status: 201,
    body: { status: 'running', trials: 5, results: [], spread: [], current: { number: 1, step: 'preparing' } },
  });
  const { id } = created.body;
  expect(await app.call('GET', '')).toMatchObject({ status: 200, body: [{ id }] });
  const stopped = { status: 200, body: { id, status: 'stopped', results: [{ number: 1, state: 'stopped' }] } };
  expect(await app.call('POST', `/${id}/stop`)).toMatchObject(stopped);
  expect(await app.call('POST', `/${id}/stop`)).toMatchObject(stopped);
  expect(await app.call('GET', `/${id}`)).toMatchObject(stopped);
  expect((await app.call('DELETE', `/${id}`)).status).toBe(204);
  expect(await app.call('GET', `/${id}`)).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
});

test.each([
  [{ trials: 5 }, 400, 'invalid-input'],
  [{ scenarioId: SCENARIO.id, trials: 1 }, 400, 'invalid-input'],
  [{ scenarioId: SCENARIO.id, trials: 51 }, 400, 'invalid-input'],
  [{ scenarioId: SCENARIO.id, trials: 2.5 }, 400, 'invalid-input'],
  [{ scenarioId: SCENARIO.id, trials: 2, extra: 1 }, 400, 'invalid-input'],
  [{ scenarioId: 'none', trials: 2 }, 404, 'not-found'],
])('%j is refused with %i', async (body, status, code) => {
  await using app = await TestApp.open();
  expect(await app.call('POST', '', body)).toMatchObject({ status, body: { error: { code } } });
  expect((await app.call('GET', '')).body).toEqual([]);
});

test('a third repeat at a time is refused with what to do', async () => {
  await using app = await TestApp.open();
  const body = { scenarioId: SCENARIO.id, trials: 2 };
  for (const _ of [1, 2]) expect((await app.call('POST', '', body)).status).toBe(201);
  expect(await app.call('POST', '', body)).toMatchObject({
    status: 429,
    body: { error: { code: 'too-many-repeats', message: expect.stringContaining('wait for one, or stop it') } },
  });
});

test('a browser session cannot stop or remove another one’s repeat, and can look at it', async () => {
  await using app = await TestApp.open();
  const { body } = await app.call('POST', '', { scenarioId: SCENARIO.id, trials: 2 }, learner(1));
  const refused = { status: 403, body: { error: { code: 'not-yours' } } };
  expect(await app.call('POST', `/${body.id}/stop`, undefined, learner(2))).toMatchObject(refused);
  expect(await app.call('DELETE', `/${body.id}`, undefined, learner(2))).toMatchObject(refused);
  expect((await app.call('GET', `/${body.id}`, undefined, learner(2))).body.status).toBe('running');
  expect((await app.call('DELETE', `/${body.id}`, undefined, learner(1))).status).toBe(204);
});
