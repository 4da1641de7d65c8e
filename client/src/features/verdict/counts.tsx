import type { Counts as CountsView } from '#protocol/request.ts';
import { classes } from '../../ui/classes.ts';
import { lostSplit } from './lost-split.ts';
import './verdict.css';

interface CountsProps {
  /** Null where nothing was counted yet. */
  counts: CountsView | null;
  /** An invalid run knows what it saw, and not what it lost. */
  invalid: boolean;
}

/** How the requests of a lane came out so far. */
export function Counts({ counts, invalid }: CountsProps) {
  const lost = counts === null ? null : invalid ? '?' : counts.lost.total;
  return (
    <div className="counts">
      <dl>
        <Count word="due" value={counts?.due ?? null} />
        <Count word="completed" tone="good" value={counts?.completed ?? null} />
        <Count word="lost" tone="bad" value={lost} />
        <Count word="refused" tone="refused" value={counts?.refused ?? null} />
        <Count word="timed out" tone="late" value={counts === null ? null : invalid ? '?' : counts.timedOut} />
        <Count word="in flight" tone="flight" value={counts?.inFlight ?? null} />
        {counts !== null && counts.notSent > 0 && <Count word="not sent" value={counts.notSent} />}
        {counts !== null && counts.serverErrors > 0 && (
          <Count word="server errors" tone="late" value={counts.serverErrors} />
        )}
      </dl>
      <p className="counts-split">
        {counts === null
          ? 'Lost means cut or timed out; refused is turned away, and safe to retry'
          : lostSplit(counts, invalid)}
      </p>
    </div>
  );
}

type Tone = 'good' | 'bad' | 'refused' | 'late' | 'flight';

function Count({ word, value, tone }: { word: string; value: number | '?' | null; tone?: Tone }) {
  return (
    <div className={classes('count', tone, value === 0 && 'zero')}>
      <dt>{word}</dt>
      <dd>{typeof value === 'number' ? value.toLocaleString('en') : value === '?' ? <Unknown /> : '–'}</dd>
    </div>
  );
}

function Unknown() {
  return (
    <>
      <span aria-hidden="true">?</span>
      <span className="hidden-visually">unknown</span>
    </>
  );
}
