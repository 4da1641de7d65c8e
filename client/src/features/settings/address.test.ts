import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenarioView } from '#protocol/scenario-view.fixture.ts';
import { addressOf, readAddress } from './address.ts';
import type { Turned } from './turned.ts';
import { turn, UNTURNED } from './turned.ts';

const scenario = scenarioView();
const searchOf = (address: string) => new URL(address, 'http://lab').search;

describe('an address with settings', () => {
  test('comes back as what it was made of, whatever is turned', () => {
    const one = fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b'), fc.constant('threads'), fc.integer({ min: 1, max: 64 })),
      fc.tuple(fc.constantFrom('a', 'b'), fc.constant('init'), fc.constantFrom('no', 'yes')),
      fc.tuple(fc.constant('a'), fc.constant('gracePeriodSeconds'), fc.integer({ min: 0, max: 300 })),
      fc.tuple(fc.constant(null), fc.constant('ratePerSecond'), fc.integer({ min: 1, max: 1_000 })),
      fc.tuple(fc.constant(null), fc.constant('keepAlive'), fc.constantFrom('no', 'yes')),
    );
    fc.assert(
      fc.property(fc.array(one), (turns) => {
        const turned = turns.reduce<Turned>(
          (all, [laneId, name, value]) =>
            turn(all, scenario, laneId === 'a' || laneId === 'b' ? laneId : null, name, value),
          UNTURNED,
        );
        const asked = readAddress(searchOf(addressOf(scenario, turned)), scenario);
        expect(asked.problems).toEqual([]);
        expect(withoutEmpty(asked.turned)).toEqual(withoutEmpty(turned));
      }),
    );
  });

  test('of a scenario as it is written has none', () => {
    expect(addressOf(scenario, UNTURNED)).toBe('/lab/some');
  });

  test('turns a setting in every lane by its name, and in one with the lane’s letter', () => {
    expect(readAddress('?b.threads=3&rate=20&threads=2', scenario).turned).toEqual({
      traffic: { ratePerSecond: 20 },
      lanes: { a: { threads: 2 }, b: { threads: 3 } },
    });
    const both = readAddress('?threads=2', scenario).turned;
    expect(addressOf(scenario, both)).toBe('/lab/some?threads=2');
  });

  test.each([
    ['threads=65', 'threads=65: Threads takes a whole number from 1 to 64.'],
    ['threads=', 'threads=: Threads takes a whole number from 1 to 64.'],
    ['keepAlive=true', 'keepAlive=true: Clients keep connections takes one of no, yes.'],
    [
      'speed=9',
      'speed: nothing here is called that. What can be turned: threads, init, gracePeriodSeconds, rate, keepAlive; in one lane alone as in a.threads.',
    ],
  ])('%s is not taken, and it says what is', (search, problem) => {
    expect(readAddress(search, scenario)).toEqual({ turned: UNTURNED, hasTaken: false, problems: [problem] });
  });

  test.each(['a.rate=5', 'd.threads=5', 'b.gracePeriodSeconds=5'])('%s has no place here', (search) => {
    expect(readAddress(search, scenario).problems).toHaveLength(1);
  });

  test('what is right in it is taken, whatever else it has', () => {
    expect(readAddress('?rate=0&a.threads=4', scenario)).toMatchObject({
      hasTaken: true,
      turned: { lanes: { a: { threads: 4 } } },
    });
  });
});

/** A lane that was turned and turned back has nothing turned. */
function withoutEmpty({ traffic, lanes }: Turned) {
  return {
    traffic,
    lanes: Object.entries(lanes)
      .filter(([, values]) => Object.keys(values).length > 0)
      .sort(),
  };
}
