import { say } from '#protocol/language/say.ts';
import type { RunRecord } from '#protocol/run.ts';
import { toldError } from '../runs/told-run.ts';

/** What a reader must know before anything else of a run; null where it was observed to its end. */
export function cautionOf({ status, error }: RunRecord): string | null {
  switch (status) {
    case 'finished':
      return null;
    case 'invalid':
      return withReason(say('This run is invalid and proves nothing; what it lost is unknown.'), error);
    case 'interrupted':
      return withReason(say('This run was interrupted and proves nothing; what it lost is unknown.'), error);
    default:
      return say('This run still goes on: the report is not final.');
  }
}

function withReason(caution: string, error: RunRecord['error']): string {
  return error === undefined ? caution : `${caution} ${toldError(error).message}`.trimEnd();
}
