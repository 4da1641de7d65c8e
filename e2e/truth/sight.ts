import type { LabRow } from './lab-client.ts';
import type { ServerEnding } from './witness/wire-connection.ts';

/** The codes with which Linux tells a program of a reset: the second one where the other side had sent a FIN before it. */
const RESET_CODES: readonly (string | null)[] = ['ECONNRESET', 'EPIPE'];

/** Whether what a row says that the generator saw at its end is what the client of such a connection can have seen. */
export function seesEnding({ outcome, sight, errorCode }: LabRow, endings: readonly ServerEnding[]): boolean {
  switch (outcome) {
    case 'completed':
      return sight === 'response' && errorCode === null;
    case 'cut':
      if (sight === 'reset') return endings.includes('reset') && RESET_CODES.includes(errorCode);
      return sight === 'end-of-file' && endings.includes('end-of-file') && errorCode === null;
    case 'timed-out':
      return (sight === 'timeout' || sight === 'abandoned') && errorCode === null;
    case 'refused':
      return sight === 'connect-error' ? errorCode !== null : sight === 'timeout' || sight === 'abandoned';
    case 'not-sent':
      return sight === 'no-socket' || sight === 'abandoned';
  }
}
