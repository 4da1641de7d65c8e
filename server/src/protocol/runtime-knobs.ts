import type { KnobFace, KnobValue, KnobValues } from './knob.ts';
import { said } from './language/say.ts';
import type { SignalName } from './signals.ts';
import { SIGNAL_NAMES } from './signals.ts';

/**
 * What the engine sets for a container, whatever program is in it. A scenario and a learner turn these as they turn the
 * program's own knobs; no lab container may call a knob of its own by one of these names. Their labels are English, as changes keep
 * them; `scenarioKnobs` tells them.
 */
export const RUNTIME_KNOBS = {
  form: { kind: 'choice', label: said('Form of the entrypoint').text, values: ['exec', 'shell'], default: 'exec' },
  init: { kind: 'choice', label: said('An init as process 1 (--init)').text, values: ['no', 'yes'], default: 'no' },
  stopSignal: {
    kind: 'choice',
    label: said('Stop signal').text,
    values: ['image', 'SIGTERM', 'SIGINT', 'SIGQUIT'],
    default: 'image',
  },
  restartPolicy: { kind: 'choice', label: said('Restart policy').text, values: ['no', 'always'], default: 'no' },
} as const satisfies Record<string, KnobFace>;

export type RuntimeKnob = keyof typeof RUNTIME_KNOBS;

/** How the engine starts a container. */
export interface RuntimeSettings {
  /** Whether a shell stands between the engine and the program: `ENTRYPOINT gunicorn …` and not `ENTRYPOINT ["gunicorn", …]`. */
  form: 'exec' | 'shell';
  /** Whether an init is process 1, which passes signals on and has no handler of its own to lack. */
  init: boolean;
  /** What `docker stop` sends first; null for the image's own. */
  stopSignal: SignalName | null;
  /** Whether the engine starts it again when it ends by itself. */
  restartPolicy: 'no' | 'always';
}

export const PLAIN_RUNTIME: RuntimeSettings = { form: 'exec', init: false, stopSignal: null, restartPolicy: 'no' };

export function isRuntimeKnob(name: string): name is RuntimeKnob {
  return Object.hasOwn(RUNTIME_KNOBS, name);
}

/** Reads the runtime's knobs out of a lane's, which are known to be in their ranges; what is not there stands at its default. */
export function runtimeSettings(values: KnobValues): RuntimeSettings {
  const value = (name: RuntimeKnob): KnobValue => values[name] ?? RUNTIME_KNOBS[name].default;
  const stopSignal = value('stopSignal');
  return {
    form: value('form') === 'shell' ? 'shell' : 'exec',
    init: value('init') === 'yes',
    stopSignal: SIGNAL_NAMES.find((name) => name === stopSignal) ?? null,
    restartPolicy: value('restartPolicy') === 'always' ? 'always' : 'no',
  };
}

/** The knobs of a runtime that do not stand at their defaults. */
export function turnedKnobs({ form, init, stopSignal, restartPolicy }: RuntimeSettings): KnobValues {
  return {
    ...(form === 'exec' ? {} : { form }),
    ...(init ? { init: 'yes' } : {}),
    ...(stopSignal === null ? {} : { stopSignal }),
    ...(restartPolicy === 'no' ? {} : { restartPolicy }),
  };
}
