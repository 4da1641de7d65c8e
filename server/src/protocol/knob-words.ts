import { said, told } from './language/say.ts';

/** What stands for words: the other values of knobs are what a program or Docker takes, and the same in every language. */
const WORDS = {
  init: { yes: said('yes'), no: said('no') },
  keepAlive: { yes: said('yes'), no: said('no') },
  restart: { yes: said('yes'), no: said('no') },
  stopSignal: { image: said('image') },
  preStopSeconds: { none: said('none') },
} as const;

/** A knob's value, or another setting's, as a person reads it. @param name the knob's, as `restartPolicy` */
export function toldValue(name: string, value: string): string {
  const words: Readonly<Record<string, ReturnType<typeof said>>> =
    Object.entries(WORDS).find(([knob]) => knob === name)?.[1] ?? {};
  const word = Object.hasOwn(words, value) ? words[value] : undefined;
  return word === undefined ? value : told(word);
}
