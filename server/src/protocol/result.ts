import { z } from 'zod';
import { saidSchema } from './language/schemas.ts';

/** Every way in which the lab says no. The HTTP status belongs to the code. */
export const ERROR_STATUS = {
  'invalid-input': 400,
  'not-allowed': 403,
  'not-yours': 403,
  'not-found': 404,
  'lane-not-ready': 409,
  'lane-exited': 409,
  'lane-failed': 409,
  'already-terminated': 409,
  'run-not-ready': 409,
  'already-started': 409,
  'run-over': 409,
  'body-too-large': 413,
  'too-many-runs': 429,
  'too-many-repeats': 429,
  'too-many-commands': 429,
  internal: 500,
  'engine-cannot': 501,
  'engine-failed': 502,
  'image-build-failed': 502,
  'engine-unavailable': 503,
  'shutting-down': 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export interface ErrorView {
  code: ErrorCode;
  /** What happened and what to do next, for a person. */
  message: string;
}

/** An error as it is kept with a run: a later lab may have other codes. The message is English; `said` tells it in other languages. */
export const errorRecordSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  said: saidSchema.optional(),
});
export type ErrorRecord = z.infer<typeof errorRecordSchema>;

/** The answer to a socket command. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: ErrorView };
