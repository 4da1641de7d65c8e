import { useMemo } from 'react';
import { groupText } from '#protocol/group-text.ts';
import type { LaneView } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, say } from '#protocol/language/say.ts';
import type { Report } from '#protocol/report.ts';
import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';
import { MarkGlyph } from '../features/timeline/mark-glyph.tsx';
import type { TimeAxis } from '../features/timeline/time-axis.ts';
import { Timeline } from '../features/timeline/timeline.tsx';
import { useLaneEvents } from '../features/timeline/use-lane-events.ts';
import { useSelectedLines } from '../features/timeline/use-selected-lines.ts';
import { Counts, LostSplit } from '../features/verdict/counts.tsx';
import { backAfter, ExitLine } from '../features/verdict/exit-line.tsx';
import { Promises } from '../features/verdict/promises.tsx';
import { Rich } from '../ui/rich.tsx';
import { LogText } from './log-text.tsx';
import { feedOf } from './report-data.ts';

interface ReportLaneProps {
  report: Report;
  view: RunView;
  lane: LaneView;
  axis: TimeAxis;
}

/** One side of the run: its requests, how it ended, its promises, its log. */
export function ReportLane({ report, view, lane, axis }: ReportLaneProps) {
  const title = say('Lane {lane}', { lane: lane.id.toUpperCase() });
  const feed = useMemo(() => feedOf(report, lane.id), [report, lane.id]);
  const events = useLaneEvents(lane.id, feed.log, view);
  const pointed = useSelectedLines(axis, lane.id, feed.log, events);
  const invalid = view.status === 'invalid' || view.status === 'interrupted';
  const counts = view.trafficStartedAtMs === undefined ? null : lane.counts;
  return (
    <section className="report-lane" aria-label={title}>
      <LaneHead title={title} lane={lane} />
      <Timeline
        laneId={lane.id}
        title={title}
        rows={feed.rows}
        events={events}
        axis={axis}
        lane={lane}
        // Also where it went on when the report was made: the report will not tell what came after.
        over
        emptyText={say('No request was sent')}
        counts={(then) => (
          <Counts
            counts={then ?? counts}
            invalid={invalid && then === null}
            ended={lane.exit !== undefined && then === null}
            glyph={(mark) => <MarkGlyph mark={mark} />}
          />
        )}
        overall={<LostSplit counts={counts} invalid={invalid} over={isOver(view)} />}
      />
      <ExitLine
        exit={lane.exit ?? null}
        sent={lane.wasSent ? lane.termination : null}
        engineName={view.engine}
        backAfterMs={backAfter(lane)}
        waitingText={exitText(lane)}
      />
      <Promises
        verdict={lane.verdict ?? null}
        waitingText={say('Not judged.')}
        onShowRow={(number) => axis.selected.choose({ request: number })}
      />
      <LogText title={title} log={feed.log} runStartedAt={Date.parse(view.startedAt)} pointed={pointed} />
    </section>
  );
}

function LaneHead({ title, lane }: { title: string; lane: LaneView }) {
  const { summary, standInFor, proxied, others } = lane.container;
  return (
    <header className="report-lane-head">
      <h2>
        {title} <span>· {lane.endLabel}</span>
      </h2>
      <p>{summary}</p>
      {others.length > 0 && <p>{groupText(others)}</p>}
      {standInFor !== null && (
        <p className="stand-in">
          {say('A stand-in for {program}, which could not run on this engine', { program: standInFor })}
        </p>
      )}
      {proxied && <p>{say('Reached through the published port: a late request shows as cut, not as refused')}</p>}
      <p>
        <Rich said={sentText(lane)} with={{ sent: (words) => <span className="report-sent">{words}</span> }} />
      </p>
    </header>
  );
}

function exitText({ state, error }: LaneView): string {
  if (error !== undefined) return error.message;
  return say(
    state === 'exited'
      ? 'Removed by the lab before it was ended: there is no exit to judge'
      : 'It had not ended, as far as the report tells',
  );
}

function sentText({ wasSent, terminatedAtMs, container }: LaneView): Said {
  const command = container.commandLine;
  if (wasSent) return said('<sent>Ended by</sent> <code>{command}</code>', { command });
  return said(
    terminatedAtMs === undefined
      ? '<sent>Not sent:</sent> <code>{command}</code>'
      : '<sent>A signal from outside came before</sent> <code>{command}</code>',
    { command },
  );
}
