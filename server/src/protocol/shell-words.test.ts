import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellLine } from './shell-words.ts';

test('plain words stand as they are, others in single quotes', () => {
  expect(shellLine(['gunicorn', '--bind=0.0.0.0:8000', 'api:app'])).toBe('gunicorn --bind=0.0.0.0:8000 api:app');
  expect(shellLine(['serve', "it's up", '$HOME', ''])).toBe("serve 'it'\\''s up' '$HOME' ''");
});

test('a shell reads back the words that were written, whatever is in them', () => {
  const word = fc
    .array(fc.constantFrom('a', ' ', "'", '"', '$', '\\', '`', ';', '\n', '*', '~', '-', 'ü'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      const read = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${shellLine(words)}`]).toString();
      expect(read.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 40 },
  );
});
