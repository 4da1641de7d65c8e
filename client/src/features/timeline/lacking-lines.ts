import { readEvidence } from '#protocol/evidence.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { LineSource } from './lane-events.ts';

/**
 * Whether the server's log told of a request in lines that this page does not have any more, or never had: the row knows when they
 * were read, and the page is past that. Lines that are still to come are not lacking.
 */
export function lacksLines(
  { receivedAt, storedAt }: Pick<RequestRow, 'receivedAt' | 'storedAt'>,
  lines: readonly LaneLogLine[],
  entries: LineSource['entries'],
): boolean {
  const last = entries.findLast((entry): entry is LaneLogLine => 'seq' in entry);
  if (last === undefined) return false;
  const isLacking = (step: 'received' | 'stored', at: number | null) =>
    at !== null && at < last.at && !lines.some(({ text }) => readEvidence(text)?.step === step);
  return isLacking('received', receivedAt) || isLacking('stored', storedAt);
}
