import { expect, test } from 'vitest';
import { RUNTIME_KNOBS } from './runtime-knobs.ts';
import { scenarioKnobs } from './scenario-knobs.ts';
import { scenarioView, withLaneA } from './scenario-view.fixture.ts';
import { isLaneSetting, isTrafficSetting, LANE_SETTINGS, TRAFFIC_SETTINGS } from './settings.ts';
import { trafficSchema } from './traffic.ts';

const knobsOf = (...names: string[]) => scenarioKnobs({ ...withLaneA({}), knobs: names });

test('a knob of a container stands in each lane that has it where the lane puts it', () => {
  expect(knobsOf('threads')).toEqual([
    { name: 'threads', face: expect.objectContaining({ label: 'Threads' }), of: 'lanes', values: { a: 8, b: 8 } },
  ]);
  const [turned] = scenarioKnobs({ ...withLaneA({ knobs: {} }), knobs: ['threads'] });
  expect(turned).toMatchObject({ values: { a: 1, b: 8 } });
});

test('a balancer’s knob stands only in the lane that has the balancer', () => {
  const [knob] = scenarioKnobs({ ...withLaneA({ balancer: 'balancer', replicas: 2 }), knobs: ['delayMs'] });
  expect(knob).toMatchObject({ of: 'lanes', values: { a: 3 } });
  expect(knob).not.toHaveProperty('values.b');
});

test('a knob of the runtime stands in every lane at its default, unless the lane turns it', () => {
  const [knob] = scenarioKnobs({ ...withLaneA({ knobs: { init: 'yes' } }), knobs: ['init'] });
  expect(knob).toEqual({ name: 'init', face: RUNTIME_KNOBS.init, of: 'lanes', values: { a: 'yes', b: 'no' } });
});

test('a grace period stands in lanes that have one, a wait in lanes that have one', () => {
  expect(knobsOf('gracePeriodSeconds')).toMatchObject([{ values: { a: 2 } }]);
  expect(scenarioKnobs({ ...withLaneA({ preStopSeconds: 0 }), knobs: ['preStopSeconds'] })).toMatchObject([
    { values: { a: 0 } },
  ]);
});

test('what all lanes share is the traffic’s, and a yes or no is said in words', () => {
  expect(knobsOf('ratePerSecond', 'keepAlive')).toMatchObject([
    { of: 'traffic', value: 10 },
    { of: 'traffic', value: 'no' },
  ]);
});

test('a name that nothing has stands for nothing', () => {
  // An open model has no clients; no lane here waits before its signal.
  expect(knobsOf('nonsense', 'clients', 'preStopSeconds', 'delayMs')).toEqual([null, null, null, null]);
});

test('every value of a traffic setting is one that the traffic takes', () => {
  const { traffic: open } = scenarioView();
  const shared = { keepAlive: false, timeoutMs: 10_000, handlerTimeMs: 0, maxRequests: 100, maxSeconds: 60 };
  const closed = { ...shared, model: 'closed', clients: 1, pauseMs: 0 };
  for (const [name, setting] of Object.entries(TRAFFIC_SETTINGS)) {
    const values = setting.kind === 'integer' ? [setting.min, setting.max] : [true, false];
    for (const value of values) {
      const changed = { ...(name === 'ratePerSecond' ? open : closed), [name]: value };
      expect(trafficSchema.safeParse(changed).error, `${name}: ${value}`).toBeUndefined();
    }
  }
});

test('a setting’s name is a lane’s or the traffic’s, and never both', () => {
  expect(Object.keys(LANE_SETTINGS).some(isTrafficSetting)).toBe(false);
  expect(Object.keys(TRAFFIC_SETTINGS).some(isLaneSetting)).toBe(false);
  expect(isLaneSetting('toString') || isTrafficSetting('constructor')).toBe(false);
});
