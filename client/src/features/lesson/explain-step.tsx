import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import type { FigureGap, GapVerdict } from '#protocol/lesson/lane-gap.ts';
import { scoringText } from '#protocol/lesson/lane-gap.ts';
import type { LaneGap, PredictionGap } from '#protocol/lesson/prediction-gap.ts';
import type { SentencePart } from '#protocol/run.ts';
import { Rich } from '../../ui/rich.tsx';
import { pointsText } from './course-place.ts';
import { Prose } from './prose.tsx';
import './explain-step.css';

interface ExplainStepProps {
  /** Null where there is nothing to compare yet. */
  gap: PredictionGap | null;
  /** Why there is not. */
  blockedBy: string | null;
  wasSkipped: boolean;
  score: { points: number; of: number } | null;
  sentence: readonly SentencePart[];
  why: string;
  sources: string;
}

const SIGNS: Record<GapVerdict, string> = { right: '✓', near: '≈', wrong: '✕', open: '·', unknown: '?' };
const WORDS: Record<GapVerdict, Said> = {
  right: said('right'),
  near: said('near'),
  wrong: said('wrong'),
  open: said('left open'),
  unknown: said('not known'),
};

/** What was said beside what was, in this run's own numbers; then why it is so. */
export function ExplainStep({ gap, blockedBy, wasSkipped, score, sentence, why, sources }: ExplainStepProps) {
  return (
    <>
      {blockedBy !== null && <p className="lesson-note">{blockedBy}</p>}
      {gap !== null && (
        <>
          {gap.changed.length > 0 && (
            <p className="lesson-note">
              {say(
                'This run was made with: {changes}. Your prediction was of the scenario as it is written, and is scored by a run of that.',
                { changes: gap.changed.join(', ') },
              )}
            </p>
          )}
          <div className="gaps">
            {gap.lanes.map((lane) => (
              <LaneTable key={lane.laneId} lane={lane} wasSkipped={wasSkipped} />
            ))}
          </div>
          {score !== null && (
            <p className="lesson-score">
              <Rich
                said={said('<b>{points} of {of}</b> points for this prediction', {
                  points: pointsText(score.points),
                  of: pointsText(score.of),
                })}
              />
              <small>{scoringText()}</small>
            </p>
          )}
        </>
      )}
      {sentence.length > 0 && (
        <p className="lesson-sentence">
          {sentence.map(({ text, tone }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part has no other name than its place
            <span key={index} className={tone}>
              {text}
            </span>
          ))}
        </p>
      )}
      <h4 className="lesson-h">{say('Why it is so')}</h4>
      <Prose html={why} />
      <h4 className="lesson-h">{say('Sources')}</h4>
      <Prose html={sources} className="sources" />
    </>
  );
}

function LaneTable({ lane, wasSkipped }: { lane: LaneGap; wasSkipped: boolean }) {
  return (
    <table className="gap">
      <caption>
        <b>{say('Lane {lane}', { lane: lane.laneId.toUpperCase() })}</b> {lane.label}
      </caption>
      <thead>
        <tr>
          <td />
          {!wasSkipped && <th scope="col">{say('You said')}</th>}
          <th scope="col">{say('It was')}</th>
        </tr>
      </thead>
      <tbody>
        {lane.figures.map((figure) => (
          <FigureRows key={figure.figure} figure={figure} wasSkipped={wasSkipped} />
        ))}
      </tbody>
    </table>
  );
}

function FigureRows({ figure, wasSkipped }: { figure: FigureGap; wasSkipped: boolean }) {
  const { label, was, verdict, words } = figure;
  return (
    <>
      <tr className={wasSkipped ? undefined : verdict}>
        <th scope="row">{label}</th>
        {!wasSkipped && (
          <td>
            <span className="gap-sign" aria-hidden="true">
              {SIGNS[verdict]}
            </span>
            {figure.said ?? '–'}
            <span className="hidden-visually"> ({told(WORDS[verdict])})</span>
          </td>
        )}
        <td>
          <b>{was}</b>
        </td>
      </tr>
      <tr className="gap-words">
        <td colSpan={wasSkipped ? 2 : 3}>{words}</td>
      </tr>
    </>
  );
}
