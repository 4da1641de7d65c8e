import { z } from 'zod';

/** Engines that a person can choose. The tests' own engine, `fake`, is not among them. */
export const engineKindSchema = z.enum(['docker', 'embedded']);
export type EngineKind = z.infer<typeof engineKindSchema>;

/** What the lab knows about one engine of this machine. */
export interface EngineInfo {
  kind: EngineKind;
  available: boolean;
  /** The engine's own version, null where it did not answer. */
  version: string | null;
  /** Why it is or is not available, and what to do to get it: one or two sentences for a person. */
  reason: string;
  /** Behaviours that this engine cannot show on this machine, each a sentence; empty where it shows all. */
  limits: string[];
}

/** An engine, and what of this lab's catalogue it cannot run. */
export interface EngineView extends EngineInfo {
  /** Why not, by the id of a scenario as it is written; empty where it can run all of them, or is not available. */
  cannot: Readonly<Record<string, string>>;
}

/** The answer of `GET /api/engines`. */
export interface EnginesView {
  default: EngineKind;
  /** Why this one is the default. */
  reason: string;
  engines: EngineView[];
}
