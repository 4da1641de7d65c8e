import type { EngineKind } from '#protocol/engine.ts';
import { durationText, exitMeaning } from '#protocol/exit-meaning.ts';
import { groupText } from '#protocol/group-text.ts';
import type { LaneId } from '#protocol/ids.ts';
import type { LaneRecord, PromiseView } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, say, sayCount, told } from '#protocol/language/say.ts';
import { PROMISE_WORDS, STATE_SIGNS, STATE_WORDS } from '#protocol/promise-words.ts';
import type { Report } from '#protocol/report.ts';
import type { LostCounts } from '#protocol/request.ts';
import { isOver } from '#protocol/run-over.ts';
import { numberList } from '../ledger/wording.ts';
import { block, code, plain } from './markdown-text.ts';

/** One lane in Markdown: what ran in it, what ended it, how that came out, and what shows it. */
export function laneSection({ run, results }: Report, lane: LaneRecord): string {
  const result = results.lanes.find(({ id }) => id === lane.id);
  return [
    `## ${laneHeading(lane.id, lane.endLabel)}`,
    list(settingOf(lane, run.engine)),
    commandWords(lane),
    block([lane.container.commandLine]),
    exitText(lane, run),
    ...(result === undefined ? [] : [countsText(result.counts, isOver(run))]),
    ...(result === undefined || result.verdict === null ? [] : [list(result.verdict.promises.map(promiseText))]),
  ].join('\n\n');
}

/** What a lane is called where several stand together. */
export function laneHeading(id: LaneId, label: string): string {
  return say('Lane {lane}: {label}', { lane: id.toUpperCase(), label: plain(label) });
}

function settingOf({ container }: LaneRecord, engine: EngineKind): string[] {
  const { image, summary, standInFor, proxied, knobs, others } = container;
  const settings = Object.entries(knobs).map(([name, value]) => `${name} ${value}`);
  const names = { summary: plain(summary), image: code(image), container: code(container.name) };
  return [
    engine === 'docker'
      ? say('{summary}, image {image}, container {container}', names)
      : say('{summary}, program {image}, container {container}', names),
    ...(settings.length > 0 ? [say('Settings: {settings}', { settings: plain(settings.join(', ')) })] : []),
    ...(others.length === 0 ? [] : [plain(groupText(others))]),
    ...(standInFor === null
      ? []
      : [say('**A stand-in** for {original}, which could not run on this engine', { original: plain(standInFor) })]),
    ...(proxied ? [say('Reached through the published port: a late request shows as cut, not as refused')] : []),
  ];
}

function commandWords({ wasSent, terminatedAtMs }: LaneRecord): string {
  if (wasSent) return say('Ended by this, {time} ms into the run:', { time: Math.round(terminatedAtMs ?? 0) });
  return terminatedAtMs === undefined
    ? say('To be ended by this, which was not sent:')
    : say('To be ended by this; a signal from outside the lab came first:');
}

function exitText(lane: LaneRecord, { engine, status }: Report['run']): string {
  if (lane.error !== undefined) return say('The lane failed: {reason}', { reason: plain(lane.error.message) });
  if (lane.exit === undefined) {
    if (lane.state === 'exited') return say('It was removed before it had ended: there is no exit.');
    return say(isOver({ status }) ? 'How it ended is unknown.' : 'It has not ended.');
  }
  const { headline, notes } = exitMeaning(lane.exit, lane.wasSent ? lane.termination : null, engine);
  const { cameBackAtMs, exitedAtMs } = lane;
  const back =
    cameBackAtMs === undefined || exitedAtMs === undefined
      ? []
      : [say('It came back after {time}, by its restart policy', { time: durationText(cameBackAtMs - exitedAtMs) })];
  return plain([headline, ...back, ...notes].join('. ').concat('.'));
}

function countsText(counts: Counts, over: boolean): string {
  const { due, completed, refused, cut, timedOut, notSent, lost, inFlight, serverErrors } = counts;
  const out = {
    due,
    completed,
    ofThese: serverErrors > 0 ? said(', {errors} of them with a server error', { errors: serverErrors }) : '',
    refused,
    cut,
    timedOut,
    notSent,
  };
  return [
    say(
      '{due} due, {completed} completed{ofThese}, {refused} refused, {cut} cut, {timedOut} timed out, {notSent} not sent{open}.',
      { ...out, open: inFlight > 0 ? openText(inFlight, over) : '' },
    ),
    lost === null ? say('What was lost is unknown.') : lostText(lost),
  ].join(' ');
}

function openText(inFlight: number, over: boolean): Said {
  return over
    ? said(', {inFlight} whose end is unknown', { inFlight })
    : said(', {inFlight} in flight', { inFlight });
}

function lostText({ total, interrupted, unread, unacknowledged, unknown }: LostCounts): string {
  return say(
    'Lost: {total} ({interrupted} interrupted, {unread} unread, {unacknowledged} unacknowledged, {unknown} of unknown kind).',
    { total, interrupted, unread, unacknowledged, unknown },
  );
}

type Counts = Report['results']['lanes'][number]['counts'];

function promiseText({ id, state, evidence, rows }: PromiseView): string {
  const words = PROMISE_WORDS.find((promise) => promise.id === id)?.words;
  const promise = words === undefined ? id : told(words);
  const numbers = numberList(rows);
  const shown =
    rows.length === 0 || evidence.includes(numbers)
      ? ''
      : sayCount(rows.length, ' (request {numbers})', ' (requests {numbers})', { numbers });
  return `${STATE_SIGNS[state]} **${told(STATE_WORDS[state])}**: ${promise} ${plain(evidence)}${shown}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
