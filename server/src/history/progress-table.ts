import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { mergeProgress, NO_PROGRESS } from '#protocol/lesson/merge-progress.ts';
import type { Progress } from '#protocol/lesson/progress.ts';
import { progressSchema } from '#protocol/lesson/progress.ts';

/** Learners whose progress is kept; who was longest away goes first. Each may have some ten kilobytes. */
const MAX_LEARNERS = 2_000;

const columnsSchema = z.object({ record: z.string() });

/** How far each learner is in the course. */
export class ProgressTable {
  readonly #put: StatementSync;
  readonly #get: StatementSync;
  readonly #forgetOldest: StatementSync;

  constructor(database: DatabaseSync) {
    this.#put = database.prepare(
      `INSERT INTO progress (learner, saved_at, record) VALUES (?, ?, ?)
       ON CONFLICT (learner) DO UPDATE SET saved_at = excluded.saved_at, record = excluded.record`,
    );
    this.#get = database.prepare('SELECT record FROM progress WHERE learner = ?');
    this.#forgetOldest = database.prepare(
      'DELETE FROM progress WHERE learner NOT IN (SELECT learner FROM progress ORDER BY saved_at DESC LIMIT ?)',
    );
  }

  /** What is kept of a learner; what this lab cannot read any more counts as nothing. */
  get(learner: string): Progress {
    const columns = columnsSchema.safeParse(this.#get.get(learner));
    return columns.success ? readRecord(columns.data.record) : NO_PROGRESS;
  }

  /** Brings in what a learner's browser has. @returns what is kept then */
  merge(learner: string, progress: Progress): Progress {
    // Lessons that no course has any more must not keep a learner from saving those that it has.
    const merged = progressSchema.catch(progress).parse(mergeProgress(this.get(learner), progress));
    this.#put.run(learner, Date.now(), JSON.stringify(merged));
    this.#forgetOldest.run(MAX_LEARNERS);
    return merged;
  }
}

function readRecord(text: string): Progress {
  try {
    return progressSchema.catch(NO_PROGRESS).parse(JSON.parse(text));
  } catch {
    return NO_PROGRESS;
  }
}
