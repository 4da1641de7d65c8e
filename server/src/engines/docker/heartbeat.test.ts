import { describe, expect, it } from 'vitest';
import { EngineLostError } from '../../errors.ts';
import { engineHangs } from './client.ts';
import { Heartbeat } from './heartbeat.ts';

const QUICK = { restMs: 1, patienceMs: 20, misses: 2 };
const forEver = new Promise<never>(() => {});

/** A heartbeat of an engine that answers the nth question, from 1, as `answer` says. */
function listening(answer: (n: number) => Promise<unknown>) {
  let asked = 0;
  const losses: EngineLostError[] = [];
  const heard: { atLeast: number; tell: () => void }[] = [];
  const ping = () => {
    asked += 1;
    for (const { atLeast, tell } of heard) if (asked >= atLeast) tell();
    return answer(asked);
  };
  const heartbeat = new Heartbeat(ping, engineHangs, (error) => losses.push(error), QUICK);
  const askedTimes = (atLeast: number) =>
    new Promise<void>((tell) => {
      heard.push({ atLeast, tell });
    });
  return { heartbeat, losses, askedTimes, asked: () => asked };
}

describe('the heartbeat of an engine', () => {
  it('that leaves two questions in a row unanswered ends what waits for it, and says why', async () => {
    const { heartbeat, losses } = listening(() => forEver);
    await expect(heartbeat.during(() => forEver)).rejects.toThrow(/does not answer any more.*unanswered/);
    expect(losses).toEqual([expect.any(EngineLostError)]);
  });

  it('that misses one question and answers the next is not lost', async () => {
    const { heartbeat, losses, askedTimes } = listening((n) => (n % 2 === 1 ? forEver : Promise.resolve('OK')));
    await heartbeat.during(() => askedTimes(7));
    expect(losses).toEqual([]);
  });

  it('that refuses, or says no, is not silent: streams and calls tell that themselves', async () => {
    const { heartbeat, losses, askedTimes } = listening(() => Promise.reject(new Error('connect ECONNREFUSED')));
    await heartbeat.during(() => askedTimes(5));
    expect(losses).toEqual([]);
  });

  it('is asked by nobody once nobody waits for it any more', async () => {
    const { heartbeat, losses, askedTimes, asked } = listening(() => Promise.resolve('OK'));
    const [one, two] = [heartbeat.hold(), heartbeat.hold()];
    one.release();
    one.release();
    await askedTimes(3);
    two.release();
    const before = asked();
    // Were there another watch, it would ask before this one is lost.
    const silent = listening(() => forEver);
    await expect(silent.heartbeat.during(() => forEver)).rejects.toThrow();
    expect(asked()).toBe(before);
    expect(losses).toEqual([]);
  });

  it('that was lost is asked anew by who waits for it next', async () => {
    let isThere = false;
    const { heartbeat, losses } = listening(() => (isThere ? Promise.resolve('OK') : forEver));
    const { lost, release } = heartbeat.hold();
    await expect(heartbeat.during(() => forEver)).rejects.toThrow(EngineLostError);
    expect(lost.aborted).toBe(true);
    isThere = true;
    expect(await heartbeat.during(() => Promise.resolve(1))).toBe(1);
    release();
    expect(losses.length).toBe(1);
  });

  it('passes on what the work came to', async () => {
    const { heartbeat } = listening(() => Promise.resolve('OK'));
    await expect(heartbeat.during(() => Promise.reject(new Error('no such image')))).rejects.toThrow('no such image');
  });
});
