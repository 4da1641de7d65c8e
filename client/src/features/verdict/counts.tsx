import type { ReactNode } from 'react';
import { grouped } from '#protocol/language/decimal.ts';
import { say, sayCount } from '#protocol/language/say.ts';
import type { ShownCounts } from '#protocol/request.ts';
import { classes } from '../../ui/classes.ts';
import { lostSplit } from './lost-split.ts';
import './verdict.css';

type CountsOnPage = Omit<ShownCounts, 'lost' | 'cut'> & { lost: { total: number } | null };

interface CountsProps {
  /** Null where nothing was counted yet. */
  counts: CountsOnPage | null;
  /** An invalid run knows what it saw, and not what it lost. */
  invalid: boolean;
  /** Whether the lane's container has ended: what is open then waits for nobody. */
  ended: boolean;
  /** How the timeline draws an outcome: the counts are its legend. */
  glyph(mark: 'completed' | 'cut' | 'timed-out' | 'refused' | 'in-flight'): ReactNode;
}

/** A word over a number that grows keeps the form that it has for many: so its place stays. */
const MANY = 2;

/** How the requests of a lane came out so far. */
export function Counts({ counts, invalid, ended, glyph }: CountsProps) {
  const lost = counts === null ? null : invalid ? '?' : (counts.lost?.total ?? '?');
  return (
    <dl className="counts">
      <Count word={say('due')} value={counts?.due ?? null} />
      <Count
        word={sayCount(MANY, 'completed', 'completed')}
        tone="good"
        value={counts?.completed ?? null}
        glyph={glyph('completed')}
      />
      <Count word={say('lost')} tone="bad" value={lost} glyph={glyph('cut')} />
      {counts !== null && counts.timedOut > 0 && !invalid && (
        <Count
          word={sayCount(MANY, 'timed out', 'timed out')}
          tone="late"
          value={counts.timedOut}
          glyph={glyph('timed-out')}
        />
      )}
      <Count
        word={sayCount(MANY, 'refused', 'refused')}
        tone="refused"
        value={counts?.refused ?? null}
        glyph={glyph('refused')}
      />
      <Count
        word={openWord(counts?.inFlight ?? 0, invalid, ended)}
        tone="flight"
        value={counts?.inFlight ?? null}
        glyph={glyph('in-flight')}
      />
      {counts !== null && counts.notSent > 0 && (
        <Count word={sayCount(MANY, 'not sent', 'not sent')} value={counts.notSent} />
      )}
      {counts !== null && counts.serverErrors > 0 && (
        <Count word={say('server errors')} tone="late" value={counts.serverErrors} />
      )}
    </dl>
  );
}

function openWord(open: number, invalid: boolean, ended: boolean): string {
  if (open === 0 || !(invalid || ended)) return say('in flight');
  return say(invalid ? 'end unknown' : 'no answer yet');
}

interface LostSplitProps {
  counts: ShownCounts | null;
  invalid: boolean;
  over: boolean;
}

/** What was lost, by how it was lost. */
export function LostSplit({ counts, invalid, over }: LostSplitProps) {
  return (
    <>
      <p>
        {counts === null
          ? say('Lost is cut or timed out; refused is safe to retry.')
          : lostSplit(counts, invalid, over)}
      </p>
      <p className="lost-hint">{say('Point at a mark to read what happened to its request.')}</p>
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
      <dd>{typeof value === 'number' ? grouped(value) : value === '?' ? <Unknown /> : '–'}</dd>
    </div>
  );
}

function Unknown() {
  return (
    <>
      <span aria-hidden="true">?</span>
      <span className="hidden-visually">{say('unknown')}</span>
    </>
  );
}
