import type { Language } from '#protocol/language/languages.ts';
import { speaking } from '#protocol/language/speaking.ts';
import { monotonicMs } from '../clock.ts';

/** What is derived anew at every change may take this share of the time at most, in each language. */
const SHARE = 0.05;

/**
 * A value that is derived from much, and asked for many times a second while that changes: it is derived anew only so often that
 * its cost stays small, however much there is. For a few hundred requests that is every time; for a hundred thousand, a few times
 * a second.
 */
export class Paced<T> {
  /** By the language that each was derived in: a reader is never given another one's words. */
  readonly #kept = new Map<Language, { key: string; value: T; notBefore: number }>();

  /**
   * @param key names what the value follows from: the same key, the same value in a language
   * @param exact whether an earlier value will not do, whatever the cost
   */
  get(key: string, exact: boolean, derive: () => T): T {
    const began = monotonicMs();
    const kept = this.#kept.get(speaking());
    if (kept !== undefined && (kept.key === key || (!exact && began < kept.notBefore))) return kept.value;
    const value = derive();
    const ended = monotonicMs();
    this.#kept.set(speaking(), { key, value, notBefore: ended + (ended - began) / SHARE });
    return value;
  }
}
