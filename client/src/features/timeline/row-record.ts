import { grouped } from '#protocol/language/decimal.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, saidCount, say, sayCount, told } from '#protocol/language/say.ts';
import { speaking } from '#protocol/language/speaking.ts';
import type { Outcome, RequestRow } from '#protocol/request.ts';
import type { LaneMoments } from './lane-moments.ts';
import { endWord } from './row-text.ts';

/** One thing that the ledger has of a request. */
export interface RecordedFact {
  name: string;
  value: string;
  /** Where it is an instant: how far from the signal; null where there was none, or it never came. */
  fromSignal: string | null;
}

/** As the ledger has them, of one request. */
const OUTCOME_WORDS: Readonly<Record<Outcome, Said>> = {
  completed: saidCount(1, 'completed', 'completed'),
  refused: saidCount(1, 'refused', 'refused'),
  cut: said('cut'),
  'timed-out': said('timed-out'),
  'not-sent': said('not-sent'),
};

/** The whole row of a request: every instant on the run's clock, what the connection saw, and what the server's log says. */
export function rowRecord(row: RequestRow, { terminatedAt }: Pick<LaneMoments, 'terminatedAt'>): RecordedFact[] {
  const instant = (name: string, at: number | null): RecordedFact => {
    const fromSignal = at === null || terminatedAt === null ? null : signedMs(at - terminatedAt);
    return { name, value: at === null ? say('never') : `${ms(at)} ms`, fromSignal };
  };
  const fact = (name: string, value: string): RecordedFact => ({ name, value, fromSignal: null });
  const code = row.status === null ? '' : ` ${row.status}`;
  return [
    instant(sayCount(1, 'Due', 'Due'), row.dueAt),
    instant(say('Sent'), row.sentAt),
    instant(say('Connected'), row.connectedAt),
    instant(say('Written'), row.writtenAt),
    instant(say('First byte'), row.firstByteAt),
    row.endedAt === null ? fact(say('Ended'), say('not yet')) : instant(say('Ended'), row.endedAt),
    row.evidence === 'none'
      ? fact(say('Log: received'), say('no line'))
      : instant(say('Log: received'), row.receivedAt),
    row.evidence === 'stored' ? instant(say('Log: stored'), row.storedAt) : fact(say('Log: stored'), say('no line')),
    fact(say('Outcome'), row.outcome === null ? say('in flight') : `${told(OUTCOME_WORDS[row.outcome])}${code}`),
    fact(
      say('Connection'),
      row.connectedAt === null ? say('none') : say(row.reusedConnection ? 'used again' : 'a new one'),
    ),
    fact(say('Bytes received'), grouped(row.bytesReceived)),
    fact(say('Connection saw'), row.sight === null ? say('nothing yet') : endWord(row)),
  ];
}

/** `1,041.3`: a tenth of a millisecond is what the lab can tell. */
function ms(at: number): string {
  return at.toLocaleString(speaking(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function signedMs(by: number): string {
  return `${by < 0 ? '−' : '+'}${ms(Math.abs(by))}`;
}
