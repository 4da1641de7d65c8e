import type { RequestRow } from '#protocol/request.ts';
import type { Mark } from './mark.ts';
import { MARK_WORDS, markOf } from './mark.ts';
import { MarkGlyph } from './mark-glyph.tsx';
import type { LaneMoments } from './row-text.ts';
import { rowFacts, rowSentence } from './row-text.ts';

/** The marks that every run has; the others explain themselves when one is pointed at. */
const EXPLAINED: readonly Mark[] = ['completed', 'cut', 'timed-out', 'refused', 'in-flight'];

/** What each shape means. */
export function Legend() {
  return (
    <ul className="legend" aria-label="Legend">
      {EXPLAINED.map((mark) => (
        <li key={mark}>
          <MarkGlyph mark={mark} />
          {MARK_WORDS[mark]}
        </li>
      ))}
    </ul>
  );
}

/** The selected request's row, in facts and a sentence. */
export function RowDetails({ row, moments }: { row: RequestRow; moments: LaneMoments }) {
  const mark = markOf(row);
  return (
    <div className="row-details">
      <p>
        <MarkGlyph mark={mark} />
        <b>
          {row.number} {MARK_WORDS[mark]}
        </b>
        <span>{rowFacts(row, moments).join(' · ')}</span>
      </p>
      <p>{rowSentence(row, moments)}</p>
    </div>
  );
}
