import { expect, it } from 'vitest';
import { SharedJob } from './shared-job.ts';

function aborts(abortSignal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    abortSignal.addEventListener('abort', () => reject(abortSignal.reason));
  });
}

it('is done for everybody who waits', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const job = new SharedJob(() => promise);
  const waits = [job.wait(new AbortController().signal), job.wait(new AbortController().signal)];
  resolve();
  await Promise.all(waits);
});

it('goes on while one of two still waits, and is aborted when the last has gone', async () => {
  let working: AbortSignal | undefined;
  const job = new SharedJob((abortSignal) => {
    working = abortSignal;
    return aborts(abortSignal);
  });
  const [one, two] = [new AbortController(), new AbortController()];
  const waits = [job.wait(one.signal), job.wait(two.signal)];
  one.abort();
  await expect(waits[0]).rejects.toMatchObject({ name: 'AbortError' });
  expect(working?.aborted).toBe(false);
  two.abort();
  await expect(waits[1]).rejects.toMatchObject({ name: 'AbortError' });
  expect(working?.aborted).toBe(true);
});

it('passes its failure on', async () => {
  const job = new SharedJob(() => Promise.reject(new Error('no index')));
  await expect(job.wait(new AbortController().signal)).rejects.toThrow('no index');
});
