import type { ReactNode } from 'react';
import type { Counts as CountsView } from '#protocol/request.ts';
import { classes } from '../../ui/classes.ts';
import { lostSplit } from './lost-split.ts';
import './verdict.css';

interface CountsProps {
  /** Null where nothing was counted yet. */
  counts: CountsView | null;
  /** An invalid run knows what it saw, and not what it lost. */
  invalid: boolean;
  /** How the timeline draws an outcome: the counts are its legend. */
  glyph(mark: 'completed' | 'cut' | 'timed-out' | 'refused' | 'in-flight'): ReactNode;
}

/** How the requests of a lane came out so far. */
export function Counts({ counts, invalid, glyph }: CountsProps) {
  const lost = counts === null ? null : invalid ? '?' : counts.lost.total;
  return (
    <dl className="counts">
      <Count word="due" value={counts?.due ?? null} />
      <Count word="completed" tone="good" value={counts?.completed ?? null} glyph={glyph('completed')} />
      <Count word="lost" tone="bad" value={lost} glyph={glyph('cut')} />
      {counts !== null && counts.timedOut > 0 && !invalid && (
        <Count word="timed out" tone="late" value={counts.timedOut} glyph={glyph('timed-out')} />
      )}
      <Count word="refused" tone="refused" value={counts?.refused ?? null} glyph={glyph('refused')} />
      <Count word="in flight" tone="flight" value={counts?.inFlight ?? null} glyph={glyph('in-flight')} />
      {counts !== null && counts.notSent > 0 && <Count word="not sent" value={counts.notSent} />}
      {counts !== null && counts.serverErrors > 0 && (
        <Count word="server errors" tone="late" value={counts.serverErrors} />
      )}
    </dl>
  );
}

/** What was lost, by how it was lost. */
export function LostSplit({ counts, invalid, over }: Omit<CountsProps, 'glyph'> & { over: boolean }) {
  return (
    <>
      <p>
        {counts === null ? 'Lost is cut or timed out; refused is safe to retry.' : lostSplit(counts, invalid, over)}
      </p>
      <p className="lost-hint">Point at a mark to read what happened to its request.</p>
    </>
  );
}

type Tone = 'good' | 'bad' | 'refused' | 'late' | 'flight';

interface CountProps {
  word: string;
  value: number | '?' | null;
  tone?: Tone;
  glyph?: ReactNode;
}

function Count({ word, value, tone, glyph }: CountProps) {
  return (
    <div className={classes('count', tone, value === 0 && 'zero', value === null && 'none')}>
      <dt>
        {word} {glyph}
      </dt>
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
