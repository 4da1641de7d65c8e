import type { Response } from 'express';
import type { RequestRow } from '#protocol/request.ts';
import { sendText } from './send-text.ts';

/** Answers with JSON Lines, a row a request, no faster than the reader takes them. */
export async function sendLedger(response: Response, rows: readonly RequestRow[]): Promise<void> {
  response.type('application/jsonl');
  await sendText(response, linesOf(rows));
}

/** A line at a time would be a write at a time: they go out by the thousand. */
const ROWS_A_CHUNK = 1_000;

function* linesOf(rows: readonly RequestRow[]): Generator<string> {
  for (let start = 0; start < rows.length; start += ROWS_A_CHUNK) {
    const chunk = rows.slice(start, start + ROWS_A_CHUNK);
    yield chunk.map((row) => `${JSON.stringify(row)}\n`).join('');
  }
}
