import type { CreateRepeat } from '#protocol/repeat.ts';
import type { FakeEngineOptions } from '../engines/fake/fake-engine.ts';
import type { KeptRepeat, RepeatStore } from './repeat-store.ts';
import { Repeats } from './repeats.ts';
import type { Runs } from './runs.ts';
import { SCENARIO, TestRuns } from './testing.ts';
import type { TrialTimes } from './trial.ts';
import type { WatchableRepeat } from './watchable-repeat.ts';

/** Short enough for a test; the traffic that follows the last exit takes its two seconds all the same. */
const TIMES: TrialTimes = {
  warmUp: 40,
  jitter: 100,
  readyPatience: 20_000,
  answerPatience: 20_000,
  endPatience: 300,
};

/** A store in memory. */
export class MemoryRepeats implements RepeatStore {
  readonly kept = new Map<string, KeptRepeat>();

  put(repeat: KeptRepeat): void {
    this.kept.set(repeat.record.id, repeat);
  }

  get(id: string): KeptRepeat | null {
    return this.kept.get(id) ?? null;
  }

  list(limit: number): KeptRepeat[] {
    return [...this.kept.values()].reverse().slice(0, limit);
  }

  remove(id: string): void {
    this.kept.delete(id);
  }
}

/** Repeats that are kept in memory, and short. The random part of every moment is half of what it can be. */
export function memoryRepeats(runs: Runs, times: Partial<TrialTimes> = {}, store = new MemoryRepeats()): Repeats {
  return new Repeats({
    runs,
    store,
    failed: (error) => {
      throw error;
    },
    times: { ...TIMES, ...times },
    random: () => 0.5,
  });
}

/** Repeats on the engine in memory, with real traffic to it. */
export class TestRepeats implements AsyncDisposable {
  readonly lab: TestRuns;
  readonly repeats: Repeats;
  readonly store = new MemoryRepeats();

  private constructor(lab: TestRuns, times: Partial<TrialTimes>) {
    this.lab = lab;
    this.repeats = memoryRepeats(lab.runs, times, this.store);
  }

  static async open(
    options: Omit<FakeEngineOptions, 'instance'> = {},
    times: Partial<TrialTimes> = {},
  ): Promise<TestRepeats> {
    return new TestRepeats(await TestRuns.open(options), times);
  }

  async create(trials: number, command: Partial<CreateRepeat> = {}): Promise<WatchableRepeat> {
    return await this.repeats.create({ scenarioId: SCENARIO.id, trials, ...command }, null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.repeats.dispose();
    await this.lab[Symbol.asyncDispose]();
  }
}

/** Waits until a repeat is over. */
export async function over(repeat: WatchableRepeat): Promise<void> {
  await comesTo(repeat, () => repeat.view().status !== 'running');
}

/** Waits for a repeat to come to a condition, looking after each of its changes. */
export function comesTo(repeat: WatchableRepeat, condition: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const unsubscribe = repeat.subscribe(() => look());
  const look = () => {
    if (!condition()) return;
    unsubscribe();
    resolve();
  };
  look();
  return promise;
}
