import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnobValues } from '#protocol/knob.ts';
import { collectLogs } from './engine.contract.logs.ts';
import type { RunningContainer } from './engine.ts';
import { ask, comment, post, STORED, storedBy } from './lab-container.contract.requests.ts';

/** Starts the lab container under test, with those of the knobs that it has. */
export type StartWithKnobs = (knobs: KnobValues) => Promise<RunningContainer>;

/** What each program that calls itself a comments-api does, on every engine. */
export function commentsApiContract(name: string, start: StartWithKnobs): void {
  describe(name, () => {
    describe('while it runs', () => whileItRuns(start));
    describe.concurrent('in the end', () => inTheEnd(start));
  });
}

/** One container for all of them, because a start takes longer than all that it is asked. */
function whileItRuns(start: StartWithKnobs): void {
  let container: RunningContainer;
  beforeAll(async () => {
    container = await start({});
  });
  afterAll(() => container[Symbol.asyncDispose]());

  it('answers as the article’s service does', async () => {
    const health = { status: 200, body: { pong: true } };
    expect(await ask(container.address, { path: '/healthcheck' })).toMatchObject(health);
    expect(await post(container.address, 1)).toMatchObject(STORED);
  });

  it.each([
    ['no JSON', '{"email"'],
    ['a list', []],
    ['a field too few', { email: 'a', comment: 'b' }],
    ['a content_id that is no whole number', { email: 'a', comment: 'b', content_id: true }],
    ['a content_id that programs read differently', '{"email":"a","comment":"b","content_id":9007199254740993}'],
  ])('refuses a body that is wrong, and keeps nothing: %s', async (_title, body) => {
    const before = await storedBy(container.address);
    expect(await post(container.address, 2, { body })).toMatchObject({ status: 400, body: { status: 'FAILURE' } });
    expect(await storedBy(container.address)).toEqual(before);
  });

  it('tells of every request whose work it has, twice where it did it twice', async () => {
    const before = await storedBy(container.address);
    for (const number of [13, 15, 15, 14]) await post(container.address, number);
    await post(container.address, 'no number', { body: comment(16) });
    expect(await storedBy(container.address)).toEqual([...before, 13, 15, 15, 14]);
  });
}

function inTheEnd(start: StartWithKnobs): void {
  it('has printed the steps of its requests, and nothing of an id that is not digits', async () => {
    await using container = await start({});
    const logs = collectLogs(container);
    await post(container.address, '1 stored', { body: comment(1) });
    await post(container.address, 42);
    await container.signal('SIGTERM');
    await logs.ended;
    const steps = logs.lines.filter(({ text }) => text.startsWith('request='));
    expect(steps.map(({ stream, text }) => `${stream} ${text}`)).toEqual([
      'stdout request=42 received',
      'stdout request=42 stored',
    ]);
  });

  it('answers on SIGTERM what is in flight, and exits with 0', async () => {
    await using container = await start({ workerClass: 'gthread', threads: 8, handlerTimeMs: 700 });
    const logs = collectLogs(container);
    const answers = [1, 2, 3].map((number) => post(container.address, number));
    await Promise.all([1, 2, 3].map((number) => logs.until(`request=${number} received`)));
    await container.signal('SIGTERM');
    expect((await Promise.all(answers)).map((answer) => answer?.status)).toEqual([201, 201, 201]);
    expect(await container.exited).toMatchObject({ exitCode: 0, forced: false, endedBy: 'lab' });
    await logs.ended;
    const texts = logs.lines.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['request=1 stored', 'request=2 stored', 'request=3 stored']));
  });

  it('is cut by SIGKILL in the middle of a request', async () => {
    await using container = await start({ handlerTimeMs: 5_000 });
    const logs = collectLogs(container);
    const answer = post(container.address, 1);
    await logs.until('request=1 received');
    await container.signal('SIGKILL');
    expect(await answer).toBeNull();
    expect(await container.exited).toMatchObject({ exitCode: 137, signal: 'SIGKILL', forced: true });
    await logs.ended;
    const steps = logs.lines.map(({ text }) => text).filter((text) => text.startsWith('request='));
    expect(steps).toEqual(['request=1 received']);
  });
}
