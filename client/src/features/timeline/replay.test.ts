import { afterEach, expect, test, vi } from 'vitest';
import { Replay } from './replay.ts';

/** Frames of 16 ms that a test lets pass. */
function clock() {
  let now = 0;
  let next: (() => void) | null = null;
  vi.stubGlobal('performance', { now: () => now });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    next = callback;
    return 1;
  });
  return (ms: number) => {
    for (const end = now + ms; now < end; ) {
      now += 16;
      const step = next;
      next = null;
      step?.();
    }
  };
}

afterEach(() => vi.unstubAllGlobals());

const span = () => ({ from: -1_000, to: 1_000 });

test('plays from the beginning to the end, and then rests there', () => {
  const pass = clock();
  const replay = new Replay(() => false, span);
  replay.play();
  pass(800);
  expect(replay.state).toMatchObject({ at: -200, playing: true });
  pass(3_000);
  expect(replay.state).toMatchObject({ at: 1_000, playing: false });
  replay.play();
  expect(replay.state).toMatchObject({ at: -1_000, playing: true });
});

test('a quarter of the speed takes four times as long, and a pause stays', () => {
  const pass = clock();
  const replay = new Replay(() => false, span);
  replay.play();
  replay.setSpeed(0.25);
  pass(800);
  expect(replay.state?.at).toBe(-800);
  replay.pause();
  pass(800);
  expect(replay.state).toMatchObject({ at: -800, playing: false });
});

test('who wants less motion sees steps, not a movement', () => {
  const pass = clock();
  const replay = new Replay(() => true, span);
  replay.play();
  pass(480);
  expect(replay.state?.at).toBe(-1_000);
  pass(48);
  expect(replay.state?.at).toBeGreaterThanOrEqual(-500);
});

test('a step goes from the signal where nothing was replayed, and never out of the run', () => {
  const replay = new Replay(() => false, span);
  replay.step(-10);
  expect(replay.state).toEqual({ at: -10, playing: false, speed: 1 });
  replay.step(5_000);
  expect(replay.state?.at).toBe(1_000);
  replay.stop();
  expect(replay.state).toBeNull();
});
