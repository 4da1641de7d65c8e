/** Reads what this browser remembers under a key; null where it remembers nothing or keeps nothing. */
export function recall(key: string, storage: 'local' | 'session' = 'local'): string | null {
  try {
    return storageOf(storage).getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a value, or forgets it with null; a browser that keeps nothing is no error. */
export function remember(key: string, value: string | null, storage: 'local' | 'session' = 'local'): void {
  try {
    if (value === null) storageOf(storage).removeItem(key);
    else storageOf(storage).setItem(key, value);
  } catch {
    // Private windows may refuse: the choice then lasts as long as the page.
  }
}

function storageOf(storage: 'local' | 'session'): Storage {
  return storage === 'local' ? localStorage : sessionStorage;
}
