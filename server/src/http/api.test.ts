import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { App } from '../app.ts';
import { serve } from '../app.ts';
import { NO_CONTENT } from '../content.fixture.ts';
import { Engines } from '../engines/engines.ts';
import { memoryHistory } from '../history/testing.ts';
import { memoryRepeats } from '../runs/repeat.fixture.ts';
import { TestRuns, until } from '../runs/testing.ts';

/** A lab on the engine in memory that listens, and what it wrote into its log. */
class TestApp implements AsyncDisposable {
  readonly lab: TestRuns;
  readonly app: App;
  readonly logged: string[];

  private constructor(lab: TestRuns, app: App, logged: string[]) {
    this.lab = lab;
    this.app = app;
    this.logged = logged;
  }

  static async open(): Promise<TestApp> {
    const lab = await TestRuns.open();
    const logged: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged.push(chunk.toString('utf8'));
        done();
      },
    });
    const app = await serve(
      {
        version: '1',
        content: NO_CONTENT,
        engines: new Engines([], 'auto'),
        runs: lab.runs,
        repeats: memoryRepeats(lab.runs),
        history: memoryHistory(lab.runs),
        isClosing: false,
      },
      { host: '127.0.0.1', port: 0, dist: join(import.meta.dirname, 'none'), log: pino(sink) },
    );
    return new TestApp(lab, app, logged);
  }

  async get(path: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(new URL(path, this.app.url));
    return { status: response.status, body: await response.json() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app.close();
    await this.lab[Symbol.asyncDispose]();
  }
}

test.each(['/runs/%ZZ', '/api/runs/%ZZ', '/api/scenarios/%ff'])(
  'the address %s is the caller’s mistake, not the lab’s',
  async (path) => {
    await using app = await TestApp.open();
    expect(await app.get(path)).toMatchObject({ status: 400, body: { error: { code: 'invalid-input' } } });
    expect(app.logged).toEqual([]);
  },
);

test('a reader of the ledger who goes away is no fault', async () => {
  await using app = await TestApp.open();
  const run = await app.lab.running();
  const ledger = run.lane('a').ledger;
  const [row] = ledger.rows();
  if (row === undefined) throw new Error('a running lane has rows');
  for (let number = 1_000; number < 60_000; number += 1) ledger.record({ ...row, number });
  const call = request(new URL(`/api/runs/${run.id}/ledger?lane=a`, app.app.url)).end();
  const [response] = await once(call, 'response');
  await once(response, 'readable');
  call.destroy();
  await run.finish();
  await until(run, () => run.status === 'finished');
  await app.app.close();
  expect(app.logged).toEqual([]);
});
