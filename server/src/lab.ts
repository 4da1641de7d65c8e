import type { ScenarioView } from '#protocol/scenario.ts';
import type { LabView } from '#protocol/socket.ts';
import type { Engines } from './engines/engines.ts';
import type { Runs } from './runs/runs.ts';

/** What the HTTP and socket sides serve. */
export interface Lab {
  readonly version: string;
  readonly scenarios: readonly ScenarioView[];
  readonly engines: Engines;
  readonly runs: Runs;
  /** True from the first sign of the end: health answers 503 and nothing new is begun. */
  readonly isClosing: boolean;
}

/** Everything that a page needs before it can draw itself. */
export async function describeLab(lab: Lab): Promise<LabView> {
  return { version: lab.version, engines: await lab.engines.view(), scenarios: [...lab.scenarios] };
}
