import { describe, expect, it } from 'vitest';
import { SharedWork } from './shared-work.ts';

const never = new AbortController().signal;

/** Work that a test ends when it likes. */
function makeWork() {
  const done = Promise.withResolvers<void>();
  const inner: { report?: (step: string) => void; abortSignal?: AbortSignal } = {};
  const work = new SharedWork<string>((report, abortSignal) => {
    Object.assign(inner, { report, abortSignal });
    return done.promise;
  });
  return { work, done, inner };
}

describe('SharedWork', () => {
  it('tells its steps to every caller, and the latest one to who comes later', async () => {
    const { work, done, inner } = makeWork();
    const [early, late]: [string[], string[]] = [[], []];
    const first = work.join((step) => early.push(step), never);
    inner.report?.('one');
    inner.report?.('two');
    const second = work.join((step) => late.push(step), never);
    inner.report?.('three');
    done.resolve();
    await Promise.all([first, second]);
    expect(early).toEqual(['one', 'two', 'three']);
    expect(late).toEqual(['two', 'three']);
  });

  it('fails for every caller alike', async () => {
    const { work, done } = makeWork();
    const callers = [work.join(() => {}, never), work.join(() => {}, never)];
    done.reject(new Error('broken'));
    for (const caller of callers) await expect(caller).rejects.toThrow('broken');
  });

  it('goes on while one caller is left, and is aborted when the last has gone', async () => {
    const { work, inner } = makeWork();
    const [one, two] = [new AbortController(), new AbortController()];
    const callers = [work.join(() => {}, one.signal), work.join(() => {}, two.signal)];
    one.abort();
    await expect(callers[0]).rejects.toMatchObject({ name: 'AbortError' });
    expect(inner.abortSignal?.aborted).toBe(false);
    two.abort();
    await expect(callers[1]).rejects.toMatchObject({ name: 'AbortError' });
    expect(inner.abortSignal?.aborted).toBe(true);
    expect(work.isAbandoned).toBe(true);
  });

  it('does not take a caller that has gone already', async () => {
    const { work } = makeWork();
    await expect(work.join(() => {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
