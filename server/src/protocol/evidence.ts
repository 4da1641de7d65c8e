/** A step of a request that a lab container's program logged. */
export interface Evidence {
  /** The request's number: the `X-Request-Id` that the generator sent. */
  number: number;
  step: 'received' | 'stored';
}

const STEPS = ['received', 'stored'] as const;

/** The lines by which a program tells of a request, as `readEvidence` reads them. */
export function evidenceLines(number: number): string[] {
  return STEPS.map((step) => `request=${number} ${step}`);
}

const LINE = /^request=([1-9]\d*) (received|stored)$/;

/**
 * Reads one line of a lab container's log: `request=17 received` or `request=17 stored`, and nothing else on the line.
 * Any other line, a torn one included, says nothing: null. This is the only place that knows the grammar.
 */
export function readEvidence(text: string): Evidence | null {
  const match = LINE.exec(text);
  if (match === null) return null;
  const number = Number(match[1]);
  if (!Number.isSafeInteger(number)) return null;
  return { number, step: match[2] === 'stored' ? 'stored' : 'received' };
}
