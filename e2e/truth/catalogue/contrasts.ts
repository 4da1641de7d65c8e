import type { Contrast, Scenario } from '#protocol/scenario.ts';
import { FIGURES } from './figures.ts';
import type { TrialLane } from './trial-lane.ts';

/** What one lane came to and another one, in all trials together. */
export interface Sums {
  more: number;
  less: number;
}

/** The sums that a contrast speaks of. A trial in which either lane has no such figure counts in neither. */
export function sumsOf({ figure, more, less }: Contrast, trials: readonly { lanes: readonly TrialLane[] }[]): Sums {
  const known = FIGURES.find(({ claimed }) => claimed === figure);
  const sums = { more: 0, less: 0 };
  for (const { lanes } of trials) {
    const of = (id: string) => {
      const lane = lanes.find(({ view }) => view.id === id);
      return lane === undefined ? null : (known?.of(lane) ?? null);
    };
    const [high, low] = [of(more), of(less)];
    if (high === null || low === null) continue;
    sums.more += high;
    sums.less += low;
  }
  return sums;
}

/** The contrasts of a scenario that its trials do not show, each in a sentence. */
export function missedContrasts(
  { contrasts = [] }: Pick<Scenario, 'contrasts'>,
  trials: readonly { lanes: readonly TrialLane[] }[],
): string[] {
  return contrasts.flatMap((contrast) => {
    const { more, less } = sumsOf(contrast, trials);
    if (more > less) return [];
    const { figure, more: high, less: low } = contrast;
    return [
      `${figure}: more in lane ${high} than in ${low} is claimed, ${more} and ${less} in ${trials.length} trials was seen`,
    ];
  });
}
