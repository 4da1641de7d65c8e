import type { PromiseId, PromiseView } from '#protocol/lane.ts';
import { say, sayCount } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import { phaseAt, signalMoment } from '#protocol/signal-moment.ts';
import { isUntold } from './flight.ts';
import type { LaneFacts } from './lane-facts.ts';
import { gaveUpEarly } from './lane-facts.ts';
import { isLost, isServerError } from './tally.ts';
import { numberList } from './wording.ts';

/** A promise names at most so many rows: a view that is sent many times a second must stay small. The sentence has the number. */
const MAX_ROWS_NAMED = 1000;

/** Every request that was in flight when the signal came was answered. */
export function judgeInFlightAnswered(facts: LaneFacts): PromiseView {
  const view = promise('in-flight-answered');
  const moment = signalMoment(facts);
  if (moment === null) return view('unknown', say('No termination was sent, so there is no moment to judge.'));
  if (facts.rows.length === 0) return view('unknown', say('No request was sent: this shows nothing.'));
  const inFlight = facts.rows.filter((row) => phaseAt(row, moment) === 'in-flight');
  const isOpen = (row: RequestRow) => row.outcome === null || gaveUpEarly(row, facts);
  const open = inFlight.filter(isOpen);
  const broken = inFlight.filter((row) => !isOpen(row) && (row.outcome !== 'completed' || isInItsPlace(row, facts)));
  if (broken.length > 0) {
    return view('broken', unanswered(broken, inFlight.length), broken);
  }
  if (inFlight.length === 0)
    return view('kept', say('Nothing was in flight when the signal came: this proves little.'));
  if (open.length > 0) return view('unknown', waitingInFlight(open), open);
  const failed = inFlight.filter(isServerError);
  const answered = sayCount(
    inFlight.length,
    '{count} request was in flight and was answered: {numbers}.',
    '{count} requests were in flight and all were answered: {numbers}.',
    { numbers: list(inFlight) },
  );
  return view('kept', `${answered}${butFailed(failed)}`, inFlight);
}

/** Answered by the balancer in the service's place, which it could not reach or which did not answer it (RFC 9110, 15.6.3 to 15.6.5). */
function isInItsPlace({ status }: RequestRow, { balanced }: LaneFacts): boolean {
  return balanced && (status === 502 || status === 503 || status === 504);
}

/** No connection that was made was left without a whole answer after t0. */
export function judgeNoConnectionCut(facts: LaneFacts): PromiseView {
  const view = promise('no-connection-cut');
  const { terminatedAt: t0 } = facts;
  if (t0 === null) return view('unknown', say('No termination was sent, so there is no moment to judge.'));
  if (facts.rows.length === 0) return view('unknown', say('No request was sent: this shows nothing.'));
  const lost = facts.rows.filter((row) => isLost(row) && row.connectedAt !== null && (row.endedAt ?? 0) >= t0);
  const untold = lost.filter((row) => isUntold(row, facts.proxied));
  const given = lost.filter((row) => gaveUpEarly(row, facts));
  const broken = lost.filter((row) => !isUntold(row, facts.proxied) && !gaveUpEarly(row, facts));
  const doubt = untold.length === 0 ? [] : [untoldSentence(untold)];
  if (broken.length > 0) return view('broken', [lostSentence(broken), ...doubt].join(' '), broken);
  if (untold.length > 0) return view('unknown', doubt.join(' '), untold);
  if (given.length > 0) return view('unknown', waitingConnected(given), given);
  if (facts.exit === null) return view('unknown', say('None was cut so far, but the container has not ended.'));
  const open = facts.rows.filter((row) => row.outcome === null && row.connectedAt !== null);
  if (open.length > 0) return view('unknown', waitingConnected(open), open);
  const failed = facts.rows.filter((row) => isServerError(row) && (row.endedAt ?? 0) >= t0);
  return view('kept', `${say('Every connection that was made got a whole answer.')}${butFailed(failed)}`);
}

function promise(id: PromiseId) {
  return (state: PromiseView['state'], evidence: string, rows: readonly RequestRow[] = []): PromiseView => ({
    id,
    state,
    evidence,
    rows: rows.slice(0, MAX_ROWS_NAMED).map((row) => row.number),
  });
}

function list(rows: readonly RequestRow[]): string {
  return numberList(rows.map((row) => row.number));
}

function unanswered(rows: readonly RequestRow[], total: number): string {
  const numbers = list(rows);
  if (total === 1) return say('The 1 request in flight was not answered: {numbers}.', { numbers });
  if (rows.length === total) {
    return say('None of the {total} requests in flight was answered: {numbers}.', { total, numbers });
  }
  return sayCount(
    rows.length,
    '{count} of the {total} requests in flight was not answered: {numbers}.',
    '{count} of the {total} requests in flight were not answered: {numbers}.',
    { total, numbers },
  );
}

/** A sentence more, where some were answered with an error. */
function butFailed(rows: readonly RequestRow[]): string {
  return rows.length === 0 ? '' : ` ${say('But {numbers} with a server error.', { numbers: list(rows) })}`;
}

function waitingInFlight(rows: readonly RequestRow[]): string {
  const numbers = list(rows);
  if (isGivenUp(rows)) {
    return sayCount(
      rows.length,
      'The lab gave up on {count} request in flight before an answer could come: {numbers}.',
      'The lab gave up on {count} requests in flight before an answer could come: {numbers}.',
      { numbers },
    );
  }
  return sayCount(
    rows.length,
    '{count} request in flight waits for an answer: {numbers}.',
    '{count} requests in flight wait for an answer: {numbers}.',
    { numbers },
  );
}

function waitingConnected(rows: readonly RequestRow[]): string {
  const numbers = list(rows);
  if (isGivenUp(rows)) {
    return sayCount(
      rows.length,
      'The lab gave up on {count} request connected before an answer could come: {numbers}.',
      'The lab gave up on {count} requests connected before an answer could come: {numbers}.',
      { numbers },
    );
  }
  return sayCount(
    rows.length,
    '{count} request connected waits for an answer: {numbers}.',
    '{count} requests connected wait for an answer: {numbers}.',
    { numbers },
  );
}

/** Whether the lab waits for none of them any more. */
function isGivenUp(rows: readonly RequestRow[]): boolean {
  return rows.every((row) => row.outcome !== null);
}

function lostSentence(rows: readonly RequestRow[]): string {
  const cut = rows.filter((row) => row.outcome === 'cut');
  const silent = rows.filter((row) => row.outcome !== 'cut');
  const parts = [...(cut.length > 0 ? [cutText(cut)] : []), ...(silent.length > 0 ? [silentText(silent)] : [])];
  return `${parts.join('; ')}.`;
}

function cutText(rows: readonly RequestRow[]): string {
  return sayCount(
    rows.length,
    '{count} request cut after connecting: {numbers}',
    '{count} requests cut after connecting: {numbers}',
    { numbers: list(rows) },
  );
}

function silentText(rows: readonly RequestRow[]): string {
  return sayCount(
    rows.length,
    '{count} request connected and never answered: {numbers}',
    '{count} requests connected and never answered: {numbers}',
    { numbers: list(rows) },
  );
}

function untoldSentence(rows: readonly RequestRow[]): string {
  return sayCount(
    rows.length,
    'Whether {count} request was cut, or came too late and was refused cannot be told: a proxy accepted the connection: {numbers}.',
    'Whether {count} requests were cut, or came too late and were refused cannot be told: a proxy accepted the connection: {numbers}.',
    { numbers: list(rows) },
  );
}
