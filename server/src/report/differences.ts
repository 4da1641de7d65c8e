import { isDeepStrictEqual } from 'node:util';

/** So many places are named; one is enough to know that a file was changed. */
const MAX_PLACES = 3;

/**
 * Where what a file says differs from what it should say, as places such as `lanes.0.counts.lost`. What it does not say within its
 * parts is no difference: an earlier lab derived less.
 */
export function differences(said: unknown, derived: unknown): string[] {
  return [...placesOf(said, derived, '')].slice(0, MAX_PLACES);
}

function* placesOf(said: unknown, derived: unknown, place: string): Generator<string> {
  if (isDeepStrictEqual(said, derived)) return;
  if (!isFolder(said) || !isFolder(derived)) {
    yield place === '' ? 'results' : place;
    return;
  }
  const keys = place === '' ? [...Object.keys(said), ...Object.keys(derived)] : Object.keys(said);
  for (const key of new Set(keys)) {
    yield* placesOf(Reflect.get(said, key), Reflect.get(derived, key), place === '' ? key : `${place}.${key}`);
  }
}

function isFolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
