import type { RepeatRecord } from '#protocol/repeat.ts';

/** A repeat as it is kept, with the learner who made it. */
export interface KeptRepeat {
  record: RepeatRecord;
  owner: string | null;
}

/** Where repeats outlive the lab. */
export interface RepeatStore {
  /** Writes a repeat over what was there. */
  put(repeat: KeptRepeat): void;
  get(id: string): KeptRepeat | null;
  /** Newest first. */
  list(limit: number): KeptRepeat[];
  remove(id: string): void;
}
