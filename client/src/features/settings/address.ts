import type { LaneId } from '#protocol/ids.ts';
import { knobRange } from '#protocol/knob-range.ts';
import { say } from '#protocol/language/say.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { ScenarioKnob } from '#protocol/scenario-knobs.ts';
import { readKnob } from './knob-text.ts';
import type { Turned } from './turned.ts';
import { countTurned, knobsOf, turn, UNTURNED, valueIn } from './turned.ts';

/** Names that an address may have instead: those that people type. The first name of a setting is what a link is made with. */
const SHORT_NAMES: Readonly<Record<string, string>> = { rate: 'ratePerSecond' };

/** What an address asks of a scenario. */
export interface Asked {
  turned: Turned;
  /** Whether anything of it could be taken. */
  hasTaken: boolean;
  /** What could not be taken and why, each a sentence for a person. */
  problems: string[];
}

/**
 * Reads the settings in an address, such as `?rate=20&b.threads=2`: a name alone turns the setting wherever the scenario has it, with
 * a lane's letter before it there only.
 */
export function readAddress(search: string, scenario: ScenarioView): Asked {
  // Of one lane last, so that it wins over what is said of all of them.
  const parts = [...new URLSearchParams(search)].sort(
    ([one], [other]) => Number(one.includes('.')) - Number(other.includes('.')),
  );
  const asked: Asked = { turned: UNTURNED, hasTaken: false, problems: [] };
  for (const [name, text] of parts) {
    const place = placeOf(name, scenario);
    const value = place && readKnob(place.knob.face, text);
    if (place === null) asked.problems.push(unknownText(name, scenario));
    else if (value === null) asked.problems.push(refusedText(name, text, place.knob));
    else {
      asked.hasTaken = true;
      for (const laneId of place.laneIds) asked.turned = turn(asked.turned, scenario, laneId, place.knob.name, value);
    }
  }
  return asked;
}

/** The address that turns a scenario so, without the origin. */
export function addressOf(scenario: ScenarioView, turned: Turned): string {
  const parts = countTurned(turned) === 0 ? [] : knobsOf(scenario).flatMap((knob) => partsOf(knob, scenario, turned));
  const query = parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `/lab/${scenario.id}${query === '' ? '' : `?${query}`}`;
}

function partsOf(knob: ScenarioKnob, scenario: ScenarioView, { traffic, lanes }: Turned): [string, string][] {
  const { name } = knob;
  if (knob.of === 'traffic') {
    const value = traffic[name];
    return value === undefined ? [] : [[shortName(name), String(value)]];
  }
  const laneIds = lanesWith(knob, scenario);
  const isTurned = (laneId: LaneId) => lanes[laneId]?.[name] !== undefined;
  const stands = laneIds.map((laneId) => lanes[laneId]?.[name] ?? valueIn(scenario, laneId, name));
  if (laneIds.some(isTurned) && new Set(stands).size === 1) return [[shortName(name), String(stands[0])]];
  return laneIds.filter(isTurned).map((laneId) => [`${laneId}.${shortName(name)}`, String(lanes[laneId]?.[name])]);
}

/** The setting that a name stands for, and where; null where it stands for none. */
function placeOf(name: string, scenario: ScenarioView): { knob: ScenarioKnob; laneIds: (LaneId | null)[] } | null {
  const [, letter, own] = /^(?:([a-z])\.)?(.+)$/.exec(name) ?? [];
  const knob = knobsOf(scenario).find((each) => each.name === (SHORT_NAMES[own ?? ''] ?? own));
  if (knob === undefined) return null;
  if (knob.of === 'traffic') return letter === undefined ? { knob, laneIds: [null] } : null;
  const laneIds = lanesWith(knob, scenario).filter((laneId) => letter === undefined || laneId === letter);
  return laneIds.length === 0 ? null : { knob, laneIds };
}

function lanesWith(knob: ScenarioKnob & { of: 'lanes' }, { lanes }: ScenarioView): LaneId[] {
  return lanes.map(({ id }) => id).filter((laneId) => knob.values[laneId] !== undefined);
}

function shortName(name: string): string {
  return Object.entries(SHORT_NAMES).find(([, long]) => long === name)?.[0] ?? name;
}

function refusedText(name: string, text: string, { face }: ScenarioKnob): string {
  return say('{name}={text}: {knob} takes {range}.', { name, text, knob: face.label, range: knobRange(face) });
}

function unknownText(name: string, scenario: ScenarioView): string {
  const knobs = knobsOf(scenario);
  if (knobs.length === 0) return say('{name}: this scenario has nothing to turn.', { name });
  const ofLanes = knobs.find(({ of }) => of === 'lanes');
  const laneId = ofLanes?.of === 'lanes' ? lanesWith(ofLanes, scenario)[0] : undefined;
  const names = knobs.map((knob) => shortName(knob.name)).join(', ');
  if (laneId === undefined || ofLanes === undefined)
    return say('{name}: nothing here is called that. What can be turned: {names}.', { name, names });
  const example = `${laneId}.${shortName(ofLanes.name)}`;
  return say('{name}: nothing here is called that. What can be turned: {names}; in one lane alone as in {example}.', {
    name,
    names,
    example,
  });
}
