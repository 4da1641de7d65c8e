import type { Report } from '#protocol/report.ts';

/** So many rows or lines go out at once: a piece at a time would be a write at a time. */
const PIECES_A_CHUNK = 1_000;

/** A report as JSON, in chunks: a request and a line of the log stand on a line each. */
export function* jsonOf({ lanes, ...head }: Report): Generator<string> {
  const text = JSON.stringify(head, null, 2);
  yield `${text.slice(0, text.lastIndexOf('\n}'))},\n  "lanes": [`;
  for (const [index, { id, requests, log }] of lanes.entries()) {
    yield `${index === 0 ? '' : ','}\n    {\n      "id": ${JSON.stringify(id)},\n      "requests": [`;
    yield* listOf(requests);
    yield '],\n      "log": [';
    yield* listOf(log);
    yield ']\n    }';
  }
  yield '\n  ]\n}\n';
}

function* listOf(pieces: readonly unknown[]): Generator<string> {
  for (let start = 0; start < pieces.length; start += PIECES_A_CHUNK) {
    const chunk = pieces.slice(start, start + PIECES_A_CHUNK).map((piece) => `\n        ${JSON.stringify(piece)}`);
    yield `${start === 0 ? '' : ','}${chunk.join(',')}`;
  }
  if (pieces.length > 0) yield '\n      ';
}
