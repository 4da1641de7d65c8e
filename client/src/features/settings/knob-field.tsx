import { useId, useState } from 'react';
import type { KnobFace, KnobValue } from '#protocol/knob.ts';
import { knobRange } from '#protocol/knob-range.ts';
import { toldValue } from '#protocol/knob-words.ts';
import { say } from '#protocol/language/say.ts';
import { Icon } from '../../ui/icon.tsx';
import { readKnob } from './knob-text.ts';

interface KnobFieldProps {
  /** `threads`. */
  name: string;
  /** `Threads of lane A`. */
  label: string;
  face: KnobFace;
  /** Where the scenario has it. */
  written: KnobValue;
  value: KnobValue;
  disabled: boolean;
  onTurn(value: KnobValue): void;
}

/** One knob: what it takes stands below it, or where the scenario has it, or why what was typed is not taken. */
export function KnobField({ name, label, face, written, value, disabled, onTurn }: KnobFieldProps) {
  const hint = useId();
  /** What was typed, and the value that it came to: once the knob stands elsewhere it is forgotten. */
  const [draft, setDraft] = useState<{ text: string; of: KnobValue } | null>(null);
  const text = draft?.of === value ? draft.text : String(value);
  const isRefused = readKnob(face, text) === null;
  const isChanged = value !== written;
  const type = (next: string) => {
    const taken = readKnob(face, next);
    setDraft({ text: next, of: taken ?? value });
    if (taken !== null) onTurn(taken);
  };
  const common = {
    'aria-label': label,
    'aria-describedby': hint,
    disabled,
    className: isChanged ? 'changed' : undefined,
  };
  return (
    <div className="knob">
      {face.kind === 'choice' ? (
        <select {...common} value={String(value)} onChange={(event) => onTurn(event.target.value)}>
          {face.values.map((each) => (
            <option key={each} value={each}>
              {toldValue(name, each)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type="number"
          min={face.min}
          max={face.max}
          value={text}
          aria-invalid={isRefused}
          onChange={(event) => type(event.target.value)}
        />
      )}
      <div className="knob-hint">
        <span id={hint} className={isRefused ? 'refused' : undefined} role={isRefused ? 'alert' : undefined}>
          {isRefused && say('It takes {range}; {value} stays.', { range: knobRange(face), value })}
          {!isRefused && isChanged && say('± was {written}', { written: toldValue(name, String(written)) })}
          {!isRefused &&
            !isChanged &&
            (face.kind === 'integer' ? say('{min} to {max}', { min: face.min, max: face.max }) : ' ')}
        </span>
        {isChanged && !disabled && (
          <button
            type="button"
            aria-label={say('{knob} back to {value}', { knob: label, value: toldValue(name, String(written)) })}
            onClick={() => onTurn(written)}
          >
            <Icon name="reset" size={12} />
          </button>
        )}
      </div>
    </div>
  );
}
