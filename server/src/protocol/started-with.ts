import type { Knob, KnobValue, KnobValues } from './knob.ts';

/** What knobs come to: what follows the program's own arguments, and its environment. */
export interface StartedWith {
  /** Every knob, the ones that nobody turned at their defaults. */
  values: Record<string, KnobValue>;
  arguments: string[];
  environment: Record<string, string>;
}

/** Turns the values of a container's knobs into arguments and environment; values are known to be in their ranges. */
export function startedWith(knobs: Readonly<Record<string, Knob>>, values: KnobValues): StartedWith {
  const started: StartedWith = { values: {}, arguments: [], environment: {} };
  for (const [name, knob] of Object.entries(knobs)) {
    const value = values[name] ?? knob.default;
    started.values[name] = value;
    if (knob.argument !== undefined) started.arguments.push(knob.argument, String(value));
    if (knob.variable !== undefined) started.environment[knob.variable] = String(value);
  }
  return started;
}

/** A container's summary with its knobs' values in their places: `gunicorn · gthread · 8 threads`. */
export function summaryWith(summary: string, values: KnobValues): string {
  return summary.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '?'));
}
