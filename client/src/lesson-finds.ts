import { readEvidence } from '#protocol/evidence.ts';
import { say } from '#protocol/language/say.ts';
import { findRequest } from '#protocol/lesson/find-request.ts';
import type { Find } from '#protocol/lesson/lesson.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';
import { laneTitle } from './features/lane/lane-model.ts';
import type { Found } from './features/lesson/look-step.tsx';
import type { RunFeed } from './features/run/run-feed.ts';
import { laneMoments } from './features/timeline/lane-moments.ts';
import { fateText } from './features/timeline/row-fate.ts';
import type { TimeAxis } from './features/timeline/time-axis.ts';

/** What a lesson has its learner find, in the rows and the logs of the run that is shown. */
export function findsIn(finds: readonly Find[], view: RunView | null, feed: RunFeed, axis: TimeAxis): Found[] {
  return finds.map((find) => {
    const found = view === null ? null : (requestOf(find, view, feed, axis) ?? lineOf(find, feed, axis));
    const show = () => {
      found?.show();
      bringIntoSight(document.querySelector(`section[aria-label="${laneTitle(find.lane)}"]`));
    };
    return { find, words: found?.words ?? null, show };
  });
}

/** On a narrow page the lanes lie below the lesson; where one is in sight nothing moves. */
function bringIntoSight(lane: Element | null): void {
  if (lane === null) return;
  const { top, bottom } = lane.getBoundingClientRect();
  if (top > innerHeight * 0.6 || bottom < innerHeight * 0.4) lane.scrollIntoView({ block: 'start' });
}

function requestOf({ lane: id, request: kind }: Find, view: RunView, feed: RunFeed, axis: TimeAxis) {
  const lane = view.lanes.find((each) => each.id === id);
  if (kind === undefined || lane === undefined) return null;
  const rows = feed.lane(id).rows.all;
  const moments = laneMoments(lane, rows, axis.origin(id), isOver(view));
  const number = findRequest(kind, rows, moments.cameAt);
  const row = number === null ? undefined : feed.lane(id).rows.row(number);
  if (row === undefined) return null;
  return {
    words: say('Request {number}: {fate}.', { number: row.number, fate: fateText(row, moments) }),
    show: () => {
      axis.selected.choose({ request: row.number });
      axis.reveal((row.sentAt ?? row.dueAt) - axis.origin(id));
    },
  };
}

function lineOf({ lane: id, log: text }: Find, feed: RunFeed, axis: TimeAxis) {
  if (text === undefined) return null;
  const line = feed
    .lane(id)
    .log.entries.findLast((entry) => !('skipped' in entry) && isOwn(entry) && entry.text.includes(text));
  if (line === undefined || 'skipped' in line) return null;
  return {
    words: say('The line “{line}”.', { line: line.text.trim() }),
    show: () => {
      // A line of a request is the request's, and shown with it; any other is an event of its own.
      const evidence = readEvidence(line.text);
      axis.selected.choose(
        evidence === null ? { laneId: id, event: `log:${line.seq}` } : { request: evidence.number },
      );
      axis.reveal(line.at - axis.origin(id));
    },
  };
}

/** A line of the container that is ended: what the lab did, and what others printed, is not what was to be found. */
function isOwn({ stream, from }: LaneLogLine): boolean {
  return stream !== 'lab' && from === undefined;
}
