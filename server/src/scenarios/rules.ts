import type { Expectation } from '#protocol/expectation.ts';
import type { Scenario } from '#protocol/scenario.ts';

/** What keeps a scenario from being what its author means, where each part of it alone is as it should be. */
export interface BrokenRule {
  path: readonly PropertyKey[];
  message: string;
}

/** A repeat's signal comes within 2.5 s after the traffic began, and what it does takes its time: no trial fits into less, in seconds. */
const SHORTEST_SECONDS = 10;
const HIGHEST_EXIT_CODE = 255;

interface Range {
  min: number;
  max: number;
}

/** The rules that span more than one part of a scenario, and those of ranges. */
export function brokenRules({ lanes, knobs, traffic, lesson, contrasts = [] }: Scenario): BrokenRule[] {
  const ids = lanes.map(({ id }) => id);
  return [
    ...repeated(ids).map((index) => ({
      path: ['lanes', index, 'id'],
      message: `another lane is ${ids[index]} already; the next letter is free`,
    })),
    ...repeated(knobs).map((index) => ({
      path: ['knobs', index],
      message: `${knobs[index]} stands here already; remove one`,
    })),
    ...(traffic.maxSeconds < SHORTEST_SECONDS
      ? [{ path: ['traffic', 'maxSeconds'], message: `no trial fits into less than ${SHORTEST_SECONDS} seconds` }]
      : []),
    ...contrasts.flatMap(({ more, less }, index) => {
      const missing = [more, less].find((id) => !ids.includes(id));
      if (missing !== undefined)
        return [{ path: ['contrasts', index], message: `there is no lane ${missing}; there are ${ids.join(', ')}` }];
      return more === less ? [{ path: ['contrasts', index], message: 'name two lanes, not one twice' }] : [];
    }),
    ...lanes.flatMap(({ expect }, index) =>
      brokenClaims(expect).map(({ path, message }) => ({ path: ['lanes', index, 'expect', ...path], message })),
    ),
    ...Object.entries(lesson?.task?.want ?? {}).flatMap(([laneId, want]) =>
      brokenRanges(want).map(({ path, message }) => ({ path: ['lesson', 'task', 'want', laneId, ...path], message })),
    ),
  ];
}

/** The places of what stands there for the second time. */
function repeated(names: readonly string[]): number[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
}

function brokenClaims(claim: Expectation): BrokenRule[] {
  const usually = claim.usually ?? {};
  return [
    ...brokenRanges(claim),
    ...brokenRanges(usually).map(({ path, message }) => ({ path: ['usually', ...path], message })),
    ...Object.entries(usually).flatMap(([name, most]) => {
      const all = Object.entries(claim).find(([other]) => other === name)?.[1];
      if (!isRange(most) || !isRange(all) || (most.min >= all.min && most.max <= all.max)) return [];
      return [{ path: ['usually', name], message: `it must lie within what is claimed, ${all.min} to ${all.max}` }];
    }),
  ];
}

function brokenRanges(claim: object): BrokenRule[] {
  return Object.entries(claim).flatMap(([name, range]) => {
    if (!isRange(range)) return [];
    if (range.min > range.max) return [{ path: [name], message: `its ends are the wrong way round; turn them` }];
    if (range.min < 0) return [{ path: [name], message: 'there is nothing below 0' }];
    if (name === 'exitCode' && range.max > HIGHEST_EXIT_CODE)
      return [{ path: [name], message: `an exit code is ${HIGHEST_EXIT_CODE} at the most` }];
    return [];
  });
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'min' in value && 'max' in value;
}
