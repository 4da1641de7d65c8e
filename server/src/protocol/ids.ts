import { z } from 'zod';

/** A lane's place in its run. */
export const LANE_IDS = ['a', 'b', 'c', 'd'] as const;
export const laneIdSchema = z.enum(LANE_IDS);
export type LaneId = z.infer<typeof laneIdSchema>;

/** A run's id: eight hexadecimal digits, short enough to be read aloud and typed. */
export const runIdSchema = z.string().regex(/^[0-9a-f]{8}$/, 'a run id has eight hexadecimal digits');
export type RunId = z.infer<typeof runIdSchema>;

/** The name of a scenario or a lab container: what a file or folder may be called. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens')
  .max(60);
