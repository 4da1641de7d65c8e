import type { EnginesView } from '#protocol/engine.ts';
import type { Language } from '#protocol/language/languages.ts';
import type { Said } from '#protocol/language/say.ts';
import { told } from '#protocol/language/say.ts';
import { inLanguage } from '#protocol/language/speaking.ts';
import type { LabView } from '#protocol/socket.ts';
import type { Content } from './content.ts';
import type { EngineSeen, Engines, EnginesSeen } from './engines/engines.ts';
import { tellEngine, tellEngines } from './engines/engines.ts';
import type { History } from './history/history.ts';
import type { Repeats } from './runs/repeats.ts';
import type { Runs } from './runs/runs.ts';

/** What the HTTP and socket sides serve. */
export interface Lab {
  readonly version: string;
  /** What it teaches, in each language. */
  readonly content: Readonly<Record<Language, Content>>;
  readonly engines: Engines;
  readonly runs: Runs;
  readonly repeats: Repeats;
  readonly history: History;
  /** True from the first sign of the end: health answers 503 and nothing new is begun. */
  readonly isClosing: boolean;
}

/** The engines, and why each of them cannot run some of the scenarios: for `viewEngines`. */
export interface EnginesOfLab extends EnginesSeen {
  engines: readonly (EngineSeen & { cannot: Readonly<Record<string, Said>> })[];
}

/** Asks each engine whether it is there, and what it cannot run. */
export async function lookAtEngines({ engines, runs }: Pick<Lab, 'engines' | 'runs'>): Promise<EnginesOfLab> {
  const seen = await engines.view();
  const all = seen.engines.map(async (engine) => ({
    ...engine,
    cannot: engine.available ? await runs.impossibleOn(engine.kind) : {},
  }));
  return { ...seen, engines: await Promise.all(all) };
}

/** The answer of `GET /api/engines`, in the language that is spoken now. */
export function viewEngines(seen: EnginesOfLab): EnginesView {
  const engines = seen.engines.map(({ cannot, ...engine }) => ({ ...tellEngine(engine), cannot: toldEach(cannot) }));
  return { ...tellEngines(seen), engines };
}

function toldEach(reasons: Readonly<Record<string, Said>>): Record<string, string> {
  return Object.fromEntries(Object.entries(reasons).map(([id, reason]) => [id, told(reason)]));
}

/** Everything that a page needs before it can draw itself, in the language of its reader. */
export async function describeLab(lab: Lab, language: Language): Promise<LabView> {
  const seen = await lookAtEngines(lab);
  const { scenarios, course } = lab.content[language];
  const engines = inLanguage(language, () => viewEngines(seen));
  return { version: lab.version, engines, scenarios: [...scenarios], course };
}
