import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRuntimeKnob, PLAIN_RUNTIME, RUNTIME_KNOBS, runtimeSettings, turnedKnobs } from './runtime-knobs.ts';

test('nothing turned is a plain container: as `docker run` has it', () => {
  expect(runtimeSettings({})).toEqual(PLAIN_RUNTIME);
  expect(turnedKnobs(PLAIN_RUNTIME)).toEqual({});
});

test('what the image says of its stop signal is nobody’s setting', () => {
  expect(runtimeSettings({ stopSignal: 'image' }).stopSignal).toBeNull();
  expect(runtimeSettings({ stopSignal: 'SIGQUIT' }).stopSignal).toBe('SIGQUIT');
});

test('the knobs that are told of settings make the same settings again', () => {
  const values = fc.record({
    form: fc.constantFrom(...RUNTIME_KNOBS.form.values),
    init: fc.constantFrom(...RUNTIME_KNOBS.init.values),
    stopSignal: fc.constantFrom(...RUNTIME_KNOBS.stopSignal.values),
    restartPolicy: fc.constantFrom(...RUNTIME_KNOBS.restartPolicy.values),
  });
  fc.assert(
    fc.property(values, (knobs) => {
      const settings = runtimeSettings(knobs);
      const turned = turnedKnobs(settings);
      expect(runtimeSettings(turned)).toEqual(settings);
      const moved = Object.entries(knobs).filter(
        ([name, value]) => isRuntimeKnob(name) && value !== RUNTIME_KNOBS[name].default,
      );
      expect(turned).toEqual(Object.fromEntries(moved));
    }),
  );
});

test('no other name is a knob of the runtime, not even one that every object has', () => {
  expect(['threads', 'toString', '__proto__', 'constructor'].some(isRuntimeKnob)).toBe(false);
  expect(Object.keys(RUNTIME_KNOBS).every(isRuntimeKnob)).toBe(true);
});
