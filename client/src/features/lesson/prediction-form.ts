import type { LaneId } from '#protocol/ids.ts';
import { decimal } from '#protocol/language/decimal.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, say, sayCount, told } from '#protocol/language/say.ts';
import type { LanePrediction, Prediction } from '#protocol/lesson/prediction.ts';

/** What stands in the fields of a lane. */
export interface LaneFields {
  exitCode: string;
  never: boolean;
  lost: string;
  seconds: string;
}

export const EMPTY: LaneFields = { exitCode: '', never: false, lost: '', seconds: '' };

export type FieldName = 'exitCode' | 'lost' | 'seconds';

const FIELDS: Record<FieldName, { most: number; whole: boolean; fault: Said }> = {
  exitCode: { most: 255, whole: true, fault: said('It takes a whole number from 0 to 255.') },
  lost: { most: 100_000, whole: true, fault: said('It takes a whole number, 0 or more.') },
  seconds: { most: 1_000, whole: false, fault: said('It takes a number of seconds up to 1000.') },
};

/** What a field says; undefined where it is left open, null where it says nothing that could be meant. */
export function fieldValue(name: FieldName, text: string): number | undefined | null {
  // A comma is as good: it is what half of the world writes.
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return undefined;
  const { most, whole } = FIELDS[name];
  const value = Number(trimmed);
  if (!Number.isFinite(value) || value < 0 || value > most || (whole && !Number.isInteger(value))) return null;
  return value;
}

/** What is wrong with a field, for a person; null where nothing is. */
export function fieldFault(name: FieldName, text: string): string | null {
  return fieldValue(name, text) === null ? told(FIELDS[name].fault) : null;
}

/** The prediction that the fields come to; null while one of them cannot be meant. */
export function predictionOf(fields: Partial<Record<LaneId, LaneFields>>): Prediction | null {
  const lanes: Prediction['lanes'] = {};
  for (const id of ['a', 'b', 'c', 'd'] as const) {
    const found = fields[id];
    if (found === undefined) continue;
    const exitCode = found.never ? 'never' : fieldValue('exitCode', found.exitCode);
    const lost = fieldValue('lost', found.lost);
    const seconds = found.never ? undefined : fieldValue('seconds', found.seconds);
    if (exitCode === null || lost === null || seconds === null) return null;
    const lane: LanePrediction = {
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(lost === undefined ? {} : { lost }),
      ...(seconds === undefined ? {} : { seconds }),
    };
    if (Object.keys(lane).length > 0) lanes[id] = lane;
  }
  return { lanes };
}

/** What was said of a lane, in a line: `exit 137, 3 lost, after 0.2 s`. */
export function saidText({ exitCode, lost, seconds }: LanePrediction): string {
  const parts = [
    exitCode === 'never' ? say('it never ends') : exitCode !== undefined && say('exit {code}', { code: exitCode }),
    lost !== undefined && sayCount(lost, '{count} lost', '{count} lost'),
    seconds !== undefined && say('after {seconds} s', { seconds: decimal(`${seconds}`) }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? say('nothing') : parts.join(', ');
}
