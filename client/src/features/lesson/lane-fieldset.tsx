import { useId } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import { Rich } from '../../ui/rich.tsx';
import type { FieldName, LaneFields } from './prediction-form.ts';
import { fieldFault } from './prediction-form.ts';

export interface PredictedLane {
  id: LaneId;
  label: string;
}

interface LaneFieldsetProps {
  lane: PredictedLane;
  fields: LaneFields;
  onChange(fields: LaneFields): void;
}

const WORDS: readonly { name: FieldName; word: Said; of(lane: string): string; hint: Said }[] = [
  {
    name: 'exitCode',
    word: said('Exit code'),
    of: (lane) => say('Exit code of lane {lane}', { lane }),
    hint: said('0–255'),
  },
  {
    name: 'lost',
    word: said('Lost'),
    of: (lane) => say('Requests lost by lane {lane}', { lane }),
    hint: said('count'),
  },
  {
    name: 'seconds',
    word: said('Seconds'),
    of: (lane) => say('Seconds until the exit of lane {lane}', { lane }),
    hint: said('to exit'),
  },
];

/** What a learner says of one lane. */
export function LaneFieldset({ lane, fields, onChange }: LaneFieldsetProps) {
  const id = useId();
  const letter = lane.id.toUpperCase();
  const faults = WORDS.flatMap(({ name, word }) => {
    const fault = fieldFault(name, fields[name]);
    return fault === null ? [] : [`${told(word)}: ${fault}`];
  });
  return (
    <fieldset className="lane-guess">
      <legend>
        <b>{say('Lane {lane}', { lane: letter })}</b> {lane.label}
      </legend>
      {WORDS.map(({ name, word, of, hint }) => {
        const isMoot = fields.never && name !== 'lost';
        return (
          <label key={name} className={isMoot ? 'moot' : undefined}>
            <span aria-hidden="true">{told(word)}</span>
            <input
              type="text"
              inputMode={name === 'seconds' ? 'decimal' : 'numeric'}
              autoComplete="off"
              aria-label={of(letter)}
              aria-invalid={fieldFault(name, fields[name]) !== null}
              aria-describedby={faults.length > 0 ? id : undefined}
              placeholder={told(hint)}
              disabled={isMoot}
              value={fields[name]}
              onChange={(event) => onChange({ ...fields, [name]: event.target.value })}
            />
          </label>
        );
      })}
      <label className="never">
        <input
          type="checkbox"
          checked={fields.never}
          onChange={(event) => onChange({ ...fields, never: event.target.checked })}
        />
        <Rich
          said={said('It never ends by this<of> (lane {lane})</of>', { lane: letter })}
          with={{ of: (words) => <span className="hidden-visually">{words}</span> }}
        />
      </label>
      {faults.length > 0 && (
        <p id={id} className="fault" role="alert">
          {faults.join(' ')}
        </p>
      )}
    </fieldset>
  );
}
