import { terminationCommand } from '#protocol/command-line.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { Change } from '#protocol/run.ts';
import { RUNTIME_KNOBS } from '#protocol/runtime-knobs.ts';
import { isTrafficSetting, LANE_SETTINGS, TRAFFIC_SETTINGS } from '#protocol/settings.ts';
import type { Traffic } from '#protocol/traffic.ts';
import type { ContainerPlan, LanePlan } from './lane-plan.ts';

interface Planned {
  traffic: Traffic;
  lanes: readonly LanePlan[];
}

/** What a thing is called and where it stands, by its name. */
type Standing = Map<string, { label: string; value: string }>;

/** What a learner changed, from the plan of the scenario as it is to the plan of the run. */
export function changesBetween(original: Planned, planned: Planned): Change[] {
  const shared = differences(null, trafficStanding(original.traffic), trafficStanding(planned.traffic));
  const own = planned.lanes.flatMap((lane) => {
    const before = original.lanes.find(({ id }) => id === lane.id);
    return before === undefined ? [] : differences(lane.id, laneStanding(before), laneStanding(lane));
  });
  return [...shared, ...own];
}

function differences(laneId: Change['laneId'], before: Standing, after: Standing): Change[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const [from, to] = [before.get(name), after.get(name)];
    if (from?.value === to?.value) return [];
    const label = to?.label ?? from?.label ?? name;
    return [{ laneId, name, label, from: from?.value ?? NONE, to: to?.value ?? NONE }];
  });
}

function trafficStanding(traffic: Traffic): Standing {
  return new Map(
    Object.entries(traffic).map(([name, value]) => {
      const label = isTrafficSetting(name) ? TRAFFIC_SETTINGS[name].label : (TRAFFIC_WORDS[name]?.text ?? name);
      return [name, { label, value: typeof value === 'boolean' ? yesOrNo(value) : String(value) }];
    }),
  );
}

// Changes are kept in English, and told in other languages by these words (told-run.ts).
const NONE = said('none').text;
const IMAGES = said('image').text;
const TRAFFIC_WORDS: Record<string, Said> = {
  model: said('Traffic model'),
  timeoutMs: said('Patience (ms)'),
  maxRequests: said('Requests at most'),
  maxSeconds: said('Seconds at most'),
};

function yesOrNo(is: boolean): string {
  return said(is ? 'yes' : 'no').text;
}

function laneStanding(lane: LanePlan): Standing {
  const { runtime, termination, preStop, restart } = lane;
  const standing: Standing = new Map([...knobs(lane), ...(lane.balancer === null ? [] : knobs(lane.balancer))]);
  const put = (name: string, label: string, value: string) => standing.set(name, { label, value });
  // The handler's time is the traffic's, which all lanes share.
  if (lane.container.handlerTimeKnob !== undefined) standing.delete(lane.container.handlerTimeKnob);
  put('form', RUNTIME_KNOBS.form.label, runtime.form);
  put('init', RUNTIME_KNOBS.init.label, yesOrNo(runtime.init));
  put('stopSignal', RUNTIME_KNOBS.stopSignal.label, runtime.stopSignal ?? IMAGES);
  put('restartPolicy', RUNTIME_KNOBS.restartPolicy.label, runtime.restartPolicy);
  put('termination', said('Termination').text, terminationCommand(termination));
  put('preStopSeconds', LANE_SETTINGS.preStopSeconds.label, preStop === null ? NONE : String(preStop.waitSeconds));
  put('restart', said('Started again at the end').text, yesOrNo(restart));
  return standing;
}

function knobs({ container, settings }: ContainerPlan): [string, { label: string; value: string }][] {
  return Object.entries(settings.values).map(([name, value]) => {
    return [name, { label: container.knobs[name]?.label ?? name, value: String(value) }];
  });
}
