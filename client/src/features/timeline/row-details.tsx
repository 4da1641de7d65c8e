import type { RequestRow } from '#protocol/request.ts';
import { MARK_WORDS, markOf } from './mark.ts';
import { MarkGlyph } from './mark-glyph.tsx';
import type { LaneMoments } from './row-text.ts';
import { rowFacts, rowSentence } from './row-text.ts';

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
