import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunView } from '../run.ts';
import { checkTask } from './check-task.ts';
import { hintsFor } from './hints.ts';
import type { Task } from './lesson.ts';
import { taskSchema } from './lesson.ts';
import { counts, killedLane, laneView, runView } from './run.fixture.ts';

const task = (want: unknown, more: object = {}): Task =>
  taskSchema.parse({ goal: 'Do it.', want, solution: { words: 'So.' }, ...more });
const change = (name: string, laneId: 'a' | 'b' = 'a') => ({ laneId, name, label: name, from: '1', to: '2' });

const graceful = runView([laneView()]);
const killed = runView([killedLane()]);

test.each<[string, unknown, RunView, string[]]>([
  ['exit code', { a: { exitCode: 0 } }, killed, ['Lane A exited with 137; it should exit with 0.']],
  ['lost', { a: { lost: 0 } }, killed, ['Lane A lost 3; it should lose none.']],
  ['a range', { a: { lost: [5, 100_000] } }, killed, ['Lane A lost 3; it should lose 5 or more.']],
  [
    'time',
    { a: { exitAfterMs: [0, 100] } },
    killed,
    ['Lane A took 170 ms to its exit; it should take 100 ms at most.'],
  ],
  ['in flight', { a: { inFlight: 0 } }, killed, ['Lane A had 3 in flight at the signal; it should have none.']],
  ['forced', { a: { forced: false } }, killed, ['Lane A needed a SIGKILL; it should end without one.']],
  ['memory', { a: { oomKilled: true } }, killed, ['Lane A was not killed for want of memory; it should be.']],
  ['coming back', { a: { cameBack: true } }, killed, ['Lane A stayed down; it should come back.']],
  ['never', { a: { exitCode: 'never' } }, killed, ['Lane A exited with 137; it should go on running.']],
  [
    'a promise',
    { a: { promises: { 'in-flight-answered': 'kept' } } },
    killed,
    ['Lane A should have the promise “In flight was answered” kept: it is broken (None of the 3).'],
  ],
  [
    'unknown figures',
    { a: { duplicated: 0 } },
    killed,
    ['Lane A did an unknown number twice; it should do none twice.'],
  ],
  ['nothing', { a: { exitCode: 137, lost: [1, 5], forced: true, inFlight: 3 } }, killed, []],
  ['nothing, of a graceful end', { a: { exitCode: 0, lost: 0, exitAfterMs: [0, 4_000] } }, graceful, []],
])('what is missing: %s', (_title, want, run, misses) => {
  expect(checkTask(task(want), run)).toEqual({ state: misses.length === 0 ? 'done' : 'missed', misses });
});

test('a run that proves nothing is no try', () => {
  const wants = task({ a: { exitCode: 137 } });
  for (const run of [
    null,
    runView([killedLane()], { status: 'invalid' }),
    runView([killedLane()], { status: 'interrupted' }),
    runView([killedLane()], { status: 'running' }),
    runView([killedLane()], { trafficStartedAtMs: undefined }),
    runView([killedLane({ terminatedAtMs: undefined, exit: undefined })]),
  ])
    expect(checkTask(wants, run).state).toBe('not-tried');
});

test('a lane that was not ended, or that had answered nothing, shows nothing of what is wanted of it', () => {
  const wants = task({ a: { lost: 0 } });
  const unended = laneView({ terminatedAtMs: undefined, exit: undefined });
  expect(checkTask(wants, runView([unended, laneView({ id: 'b' })])).misses).toEqual([
    'Lane A was not ended in this run.',
  ]);
  const idle = laneView({ counts: { ...counts(0), completed: 0 } });
  expect(checkTask(wants, runView([idle])).misses).toEqual(['Lane A was ended before it had answered a request.']);
});

test('how the run was made does not matter, but for how many things were turned', () => {
  const wants = task({ a: { exitCode: 0 } }, { maxChanges: 1 });
  const with2 = runView([laneView()], { changes: [change('threads'), change('workers')] });
  expect(checkTask(wants, runView([laneView()], { changes: [change('threads')] })).state).toBe('done');
  expect(checkTask(wants, with2).misses).toEqual(['2 things were turned; no more than 1 may be.']);
});

test('a task that wants less is done by every run that does what it wants', () => {
  const parts = { exitCode: [0, 137], lost: [0, 3], forced: [true, false], inFlight: [3, 4] } as const;
  fc.assert(
    fc.property(
      fc.record(
        {
          exitCode: fc.constantFrom(...parts.exitCode),
          lost: fc.constantFrom(...parts.lost),
          forced: fc.constantFrom(...parts.forced),
          inFlight: fc.constantFrom(...parts.inFlight),
        },
        { requiredKeys: [] },
      ),
      fc.constantFrom(graceful, killed),
      fc.constantFrom('exitCode', 'lost', 'forced', 'inFlight'),
      (want, run, left) => {
        const less = Object.fromEntries(Object.entries(want).filter(([name]) => name !== left));
        if (checkTask(task({ a: want }), run).state === 'done')
          expect(checkTask(task({ a: less }), run).state).toBe('done');
      },
    ),
  );
});

const hinted = task(
  { a: { exitCode: 0 } },
  { maxChanges: 1, hints: [{ text: 'Think.' }, { text: 'Turn the threads.', unless: 'threads' }] },
);

test('hints begin where the learner is', () => {
  const first = (run: RunView | null, turned: string[] = []) => hintsFor(hinted, run, turned)[0];
  expect(first(null)).toContain('Open Settings');
  expect(first(null, ['threads'])).toContain('You have turned something since the last run');
  expect(first(null, ['threads', 'init'])).toContain('You have turned 2 things; 1 is enough');
  expect(first(runView([killedLane()], { status: 'running' }))).toContain('A run goes on');
  expect(first(killed)).toContain('as the scenario is written');
  expect(first(runView([killedLane()], { changes: [change('init')] }), ['init'])).toContain('init 1 → 2 in lane A');
});

test('a hint that was followed is not given, and none is once the task is done', () => {
  expect(hintsFor(hinted, killed, [])).toHaveLength(3);
  expect(hintsFor(hinted, killed, ['threads']).slice(1)).toEqual(['Think.']);
  expect(hintsFor(hinted, graceful, [])).toEqual([]);
});
