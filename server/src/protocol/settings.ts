import { MAX_GRACE_PERIOD_SECONDS } from './grace-period.ts';
import type { KnobFace } from './knob.ts';
import { said } from './language/say.ts';

/** What a learner may turn of a lane beside the knobs of its containers. Labels are English here; `scenarioKnobs` tells them. */
export const LANE_SETTINGS = {
  gracePeriodSeconds: {
    kind: 'integer',
    label: said('Grace period (s)').text,
    min: 0,
    max: MAX_GRACE_PERIOD_SECONDS,
    default: 10,
  },
  preStopSeconds: { kind: 'integer', label: said('Wait before the signal (s)').text, min: 0, max: 60, default: 0 },
} as const satisfies Record<string, KnobFace>;

/** What a learner may turn of the traffic, which all lanes share. The ranges lie within those of `trafficSchema`. */
export const TRAFFIC_SETTINGS = {
  ratePerSecond: { kind: 'integer', label: said('Requests a second').text, min: 1, max: 1_000, default: 10 },
  clients: { kind: 'integer', label: said('Clients').text, min: 1, max: 200, default: 1 },
  pauseMs: { kind: 'integer', label: said('Pause of a client (ms)').text, min: 0, max: 60_000, default: 500 },
  handlerTimeMs: { kind: 'integer', label: said('Handler time (ms)').text, min: 0, max: 60_000, default: 0 },
  keepAlive: { kind: 'choice', label: said('Clients keep connections').text, values: ['no', 'yes'], default: 'no' },
} as const satisfies Record<string, KnobFace>;

export type LaneSetting = keyof typeof LANE_SETTINGS;
export type TrafficSetting = keyof typeof TRAFFIC_SETTINGS;

export function isLaneSetting(name: string): name is LaneSetting {
  return Object.hasOwn(LANE_SETTINGS, name);
}

export function isTrafficSetting(name: string): name is TrafficSetting {
  return Object.hasOwn(TRAFFIC_SETTINGS, name);
}
