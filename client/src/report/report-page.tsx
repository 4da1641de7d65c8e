import { useEffect, useMemo } from 'react';
import { said, say } from '#protocol/language/say.ts';
import type { Report } from '#protocol/report.ts';
import { runTimes } from '../features/timeline/lane-times.ts';
import { TimeAxis } from '../features/timeline/time-axis.ts';
import { Changed } from '../features/verdict/changed.tsx';
import { ComparisonTable } from '../features/verdict/comparison-table.tsx';
import { Sentence } from '../features/verdict/sentence.tsx';
import '../features/verdict/comparison.css';
import { Notice } from '../ui/notice.tsx';
import { Rich } from '../ui/rich.tsx';
import { EventTable } from './event-table.tsx';
import { viewOf } from './report-data.ts';
import { ReportHead } from './report-head.tsx';
import { ReportLane } from './report-lane.tsx';
import './report.css';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** A run as a page that needs no lab. */
export function ReportPage({ report }: { report: Report }) {
  const view = useMemo(() => viewOf(report), [report]);
  const axis = useMemo(() => {
    const made = new TimeAxis(
      () => view.now,
      () => calm.matches,
    );
    // Nothing moves here, not even where the run went on when the report was made.
    made.setTimes(runTimes(view, false));
    return made;
  }, [view]);
  // What is printed is the run, not an instant of it.
  useEffect(() => {
    const stop = () => axis.replay.stop();
    addEventListener('beforeprint', stop);
    return () => removeEventListener('beforeprint', stop);
  }, [axis]);
  const { caution, comparison } = report.results;
  return (
    <div className="report">
      <ReportHead report={report} />
      <main>
        {caution !== null && (
          <Notice tone="late">
            <b>{caution}</b>
          </Notice>
        )}
        <p className="sentence">
          {comparison === null ? nothing(caution) : <Sentence parts={comparison.sentence} />}
        </p>
        <Changed changes={view.changes} />
        <div className="report-lanes">
          {view.lanes.map((lane) => (
            <ReportLane key={lane.id} report={report} view={view} lane={lane} axis={axis} />
          ))}
        </div>
        {comparison !== null && (
          <section className="report-part" aria-label={say('Side by side')}>
            <h2>{say('Side by side')}</h2>
            <div className="comparison-table">
              <ComparisonTable comparison={comparison} ledgerOf={null} />
            </div>
          </section>
        )}
        <section className="report-part" aria-label={say('Events')}>
          <h2>{say('Events')}</h2>
          <EventTable events={view.events} lanes={view.lanes} />
        </section>
      </main>
      <ReadingGuide />
    </div>
  );
}

function nothing(caution: string | null): string {
  return say(
    caution === null
      ? 'The run was finished before its lanes had ended: there is nothing to compare.'
      : 'There is nothing to compare.',
  );
}

function ReadingGuide() {
  return (
    <footer className="report-part">
      <h2>{say('How to read it')}</h2>
      <p>
        <Rich
          said={said(
            'Every request that was due has one outcome: due = completed + refused + cut + timed out + not sent. <b>Lost</b> is cut or timed out. By the server’s own log it was <i>unread</i> (never reached the program), <i>interrupted</i> (received, not stored) or <i>unacknowledged</i> (stored, but the client never heard). Refused is not lost: it never connected and is safe to send again. The verdict comes from the requests and not from the exit code.',
          )}
          with={{ i: (words) => <i>{words}</i> }}
        />
      </p>
      <p>
        {say(
          'Times are milliseconds on one monotonic clock. In the pictures 0 is when the signal was sent, in every lane. Arrow keys in a picture select a request; the table beside it says the same.',
        )}
      </p>
    </footer>
  );
}
