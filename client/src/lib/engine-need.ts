/** That a scenario cannot run on the engine of the next run. */
export interface EngineNeed {
  /** `needs Docker`. */
  words: string;
  /** Why, as the engine says it. */
  reason: string;
}
