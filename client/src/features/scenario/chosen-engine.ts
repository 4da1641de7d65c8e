import type { EngineKind, EnginesView } from '#protocol/engine.ts';

/** The engine for the next run: the remembered one while it is available, else the lab's own choice. */
export function chosenEngine(engines: EnginesView, remembered: string | null): EngineKind {
  const found = engines.engines.find(({ kind, available }) => available && kind === remembered);
  return found?.kind ?? engines.default;
}
