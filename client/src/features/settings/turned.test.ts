import { describe, expect, test } from 'vitest';
import type { ScenarioView } from '#protocol/scenario.ts';
import { scenarioView } from '#protocol/scenario-view.fixture.ts';
import { asRun, commandBetween } from './as-run.ts';
import type { Turned } from './turned.ts';
import { applyTurned, countTurned, readTurned, turn, UNTURNED } from './turned.ts';

const scenario = scenarioView();
const turnAll = (...turns: [Parameters<typeof turn>[2], string, string | number][]): Turned =>
  turns.reduce<Turned>((turned, [laneId, name, value]) => turn(turned, scenario, laneId, name, value), UNTURNED);
const command = (turned: Turned, of: ScenarioView = scenario) => commandBetween(of, applyTurned(of, turned));

describe('what was turned', () => {
  test('of a scenario as it is written nothing but its name is sent', () => {
    expect(command(UNTURNED)).toEqual({ scenarioId: 'some' });
  });

  test('each lane has its own knobs, and the traffic is sent whole', () => {
    const turned = turnAll(['a', 'threads', 2], ['b', 'init', 'yes'], [null, 'ratePerSecond', 50]);
    expect(countTurned(turned)).toBe(3);
    expect(command(turned)).toEqual({
      scenarioId: 'some',
      traffic: { ...scenario.traffic, ratePerSecond: 50 },
      lanes: [
        { id: 'a', knobs: { threads: 2 } },
        { id: 'b', knobs: { init: 'yes' } },
      ],
    });
  });

  test('the grace period is the termination’s, and names the lane anew', () => {
    const turned = turnAll(['a', 'gracePeriodSeconds', 5]);
    expect(command(turned).lanes).toEqual([{ id: 'a', termination: { kind: 'stop', gracePeriodSeconds: 5 } }]);
    expect(applyTurned(scenario, turned).lanes[0]?.label).toBe('docker stop -t 5');
    const label = scenario.lanes[0]?.label;
    expect(applyTurned(scenario, turnAll(['a', 'threads', 2])).lanes[0]?.label).toBe(`${label} (changed)`);
  });

  test('whether connections are kept is a yes or no on the page and a truth in the traffic', () => {
    expect(command(turnAll([null, 'keepAlive', 'yes'])).traffic).toMatchObject({ keepAlive: true });
  });

  test('a knob that is turned back is not turned', () => {
    expect(countTurned(turn(turnAll(['a', 'threads', 2]), scenario, 'a', 'threads', 8))).toBe(0);
  });

  test('the lane’s summary follows its knobs', () => {
    expect(applyTurned(scenario, turnAll(['a', 'threads', 2])).lanes[0]?.summary).toBe('server · 2 threads');
  });
});

describe('what was remembered', () => {
  test('comes back as it was', () => {
    const turned = turnAll(['a', 'threads', 2], ['a', 'gracePeriodSeconds', 5], [null, 'keepAlive', 'yes']);
    expect(readTurned(JSON.stringify(turned), scenario)).toEqual(turned);
  });

  test.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['something else', '[1]'],
    ['a knob that the scenario does not offer', '{"traffic":{"timeoutMs":5},"lanes":{"a":{"form":"shell"}}}'],
    ['a value out of its range', '{"traffic":{"ratePerSecond":0},"lanes":{"a":{"threads":"2"}}}'],
    ['a grace period of a lane that is not stopped', '{"lanes":{"b":{"gracePeriodSeconds":5}}}'],
  ])('%s is forgotten', (_, text) => {
    expect(readTurned(text, scenario)).toEqual(UNTURNED);
  });
});

describe('what a run was made with', () => {
  const base = applyTurned(scenario, turnAll(['a', 'threads', 2], ['a', 'gracePeriodSeconds', 5]));
  const change = { laneId: 'a', name: 'termination', label: 'Termination', from: '', to: '' } as const;
  /** Only what says how it was made is looked at. */
  const run = (of: ScenarioView, changes: (typeof change)[] = [], wasSent = false) => ({
    traffic: of.traffic,
    changes,
    lanes: of.lanes.map(({ id, label, termination, knobs, summary }) => ({
      id,
      label,
      termination,
      wasSent,
      container: {
        name: '',
        image: '',
        summary,
        commandLine: '',
        knobs: { ...knobs, handlerTimeMs: 300 },
        url: null,
        healthPath: '/',
        proxied: false,
        standInFor: null,
        faults: {},
        others: [],
      },
    })),
  });

  test('makes the same run again', () => {
    expect(commandBetween(scenario, asRun(scenario, run(base, [change])))).toEqual(commandBetween(scenario, base));
    expect(commandBetween(scenario, asRun(scenario, run(base, [change], true)))).toEqual(
      commandBetween(scenario, base),
    );
  });

  test('what was sent by another button changes no setting', () => {
    expect(commandBetween(scenario, asRun(scenario, run(scenario)))).toEqual({ scenarioId: 'some' });
    const sent = run(base, [], true);
    expect(asRun(scenario, sent).lanes[0]?.termination).toEqual(scenario.lanes[0]?.termination);
  });

  test('an engine’s setting that a run does not name is the plain one', () => {
    const written = { ...scenario, lanes: scenario.lanes.map((lane) => ({ ...lane, knobs: { init: 'yes' } })) };
    const shown = asRun(written, { ...run(scenario), changes: [] });
    expect(commandBetween(written, shown).lanes?.[0]?.knobs).toMatchObject({ init: 'no' });
  });
});
