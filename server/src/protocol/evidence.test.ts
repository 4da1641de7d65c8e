import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceLines, readEvidence } from './evidence.ts';

describe('readEvidence', () => {
  test('reads the two steps of a request', () => {
    expect(readEvidence('request=17 received')).toEqual({ number: 17, step: 'received' });
    expect(readEvidence('request=100000 stored')).toEqual({ number: 100000, step: 'stored' });
  });

  test.each([
    '',
    'request=17',
    'request=17 ',
    'request= received',
    'request=17 receiv',
    'request=17 received ',
    'request=17 received\n',
    'request=17 received\r',
    ' request=17 received',
    'request=17 storedrequest=18 received',
    'request=17  received',
    'Request=17 received',
    'request=17 RECEIVED',
    'request=0 received',
    'request=-1 received',
    'request=017 received',
    'request=1.5 received',
    'request=1e3 received',
    'request=١٧ received',
    'request=9007199254740993 received',
    '[7] [DEBUG] request=17 received',
    'request=17 deleted',
  ])('gives null for %j', (line) => {
    expect(readEvidence(line)).toBeNull();
  });

  test('a line that was torn anywhere says nothing', () => {
    const line = 'request=1234 received';
    for (let end = 0; end < line.length; end += 1) expect(readEvidence(line.slice(0, end))).toBeNull();
    for (let start = 1; start <= line.length; start += 1) expect(readEvidence(line.slice(start))).toBeNull();
  });

  test('reads every number that a request can have, and throws at no text', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        fc.constantFrom('received', 'stored'),
        (n, step) => {
          expect(readEvidence(`request=${n} ${step}`)).toEqual({ number: n, step });
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => readEvidence(text)).not.toThrow();
      }),
    );
  });
});

test('the lines that a program says of a request are read as such', () => {
  expect(evidenceLines(17).map(readEvidence)).toEqual([
    { number: 17, step: 'received' },
    { number: 17, step: 'stored' },
  ]);
});
