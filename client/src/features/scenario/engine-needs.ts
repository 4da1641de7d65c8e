import type { EngineKind, EnginesView } from '#protocol/engine.ts';
import { said, say } from '#protocol/language/say.ts';
import type { EngineNeed } from '../../lib/engine-need.ts';
import { useCatalogue } from './catalogue.ts';
import { ENGINE_NAMES } from './engine-names.ts';

/** What keeps each scenario from running on an engine, by its id; one that can run is not in it. */
export function engineNeeds({ engines }: EnginesView, chosen: EngineKind): Readonly<Record<string, EngineNeed>> {
  const cannot = engines.find(({ kind }) => kind === chosen)?.cannot ?? {};
  const others = engines.filter(({ kind }) => kind !== chosen);
  const needs = Object.entries(cannot).map(([id, reason]): [string, EngineNeed] => {
    const able = others.filter((engine) => engine.cannot[id] === undefined).map(({ kind }) => ENGINE_NAMES[kind]);
    const words =
      able.length === 0
        ? say('cannot run here')
        : say('needs {engines}', { engines: able.reduce((one, other) => said('{one} or {other}', { one, other })) });
    return [id, { words, reason }];
  });
  return Object.fromEntries(needs);
}

const NOTHING: Readonly<Record<string, EngineNeed>> = {};

/** Those of the engine that the next run is made on. */
export function useEngineNeeds(): Readonly<Record<string, EngineNeed>> {
  const engines = useCatalogue(({ lab }) => lab?.engines ?? null);
  const chosen = useCatalogue(({ engine }) => engine);
  return engines === null || chosen === null ? NOTHING : engineNeeds(engines, chosen);
}
