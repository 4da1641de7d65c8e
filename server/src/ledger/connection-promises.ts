import type { PromiseId, PromiseView } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';
import { isUntold, phaseAt } from './flight.ts';
import type { LaneFacts } from './lane-facts.ts';
import { gaveUpEarly } from './lane-facts.ts';
import { signalMoment } from './signal-moment.ts';
import { isLost, isServerError } from './tally.ts';
import { numberList, requests } from './wording.ts';

/** A promise names at most so many rows: a view that is sent many times a second must stay small. The sentence has the number. */
const MAX_ROWS_NAMED = 1000;

/** Every request that was in flight when the signal came was answered. */
export function judgeInFlightAnswered(facts: LaneFacts): PromiseView {
  const view = promise('in-flight-answered');
  const moment = signalMoment(facts);
  if (moment === null) return view('unknown', 'No termination was sent, so there is no moment to judge.');
  const inFlight = facts.rows.filter((row) => phaseAt(row, moment) === 'in-flight');
  const isOpen = (row: RequestRow) => row.outcome === null || gaveUpEarly(row, facts);
  const open = inFlight.filter(isOpen);
  const broken = inFlight.filter((row) => row.outcome !== 'completed' && !isOpen(row));
  if (broken.length > 0) {
    return view('broken', `${unanswered(broken.length, inFlight.length)}: ${list(broken)}.`, broken);
  }
  if (inFlight.length === 0) return view('kept', 'Nothing was in flight when the signal came: this proves little.');
  if (open.length > 0) return view('unknown', `${waiting(open, 'in flight')}: ${list(open)}.`, open);
  const failed = inFlight.filter(isServerError);
  const but = failed.length === 0 ? '' : ` But ${list(failed)} with a server error.`;
  const were = inFlight.length === 1 ? 'was in flight and was answered' : 'were in flight and all were answered';
  return view('kept', `${requests(inFlight.length)} ${were}: ${list(inFlight)}.${but}`, inFlight);
}

/** No connection that was made was left without a whole answer after t0. */
export function judgeNoConnectionCut(facts: LaneFacts): PromiseView {
  const view = promise('no-connection-cut');
  const { terminatedAt: t0 } = facts;
  if (t0 === null) return view('unknown', 'No termination was sent, so there is no moment to judge.');
  const lost = facts.rows.filter((row) => isLost(row) && row.connectedAt !== null && (row.endedAt ?? 0) >= t0);
  const untold = lost.filter((row) => isUntold(row, facts.proxied));
  const given = lost.filter((row) => gaveUpEarly(row, facts));
  const broken = lost.filter((row) => !isUntold(row, facts.proxied) && !gaveUpEarly(row, facts));
  if (broken.length > 0) return view('broken', `${lostSentence(broken)}${untoldSentence(untold)}`, broken);
  if (untold.length > 0) return view('unknown', untoldSentence(untold).trim(), untold);
  if (given.length > 0) return view('unknown', `${waiting(given, 'connected')}: ${list(given)}.`, given);
  if (facts.exit === null) return view('unknown', 'None was cut so far, but the container has not ended.');
  const open = facts.rows.filter((row) => row.outcome === null && row.connectedAt !== null);
  if (open.length > 0) return view('unknown', `${waiting(open, 'connected')}: ${list(open)}.`, open);
  return view('kept', 'Every connection that was made got a whole answer.');
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

function unanswered(count: number, total: number): string {
  if (total === 1) return 'The 1 request in flight was not answered';
  if (count === total) return `None of the ${total} requests in flight was answered`;
  return `${count} of the ${total} requests in flight ${count === 1 ? 'was' : 'were'} not answered`;
}

function waiting(rows: readonly RequestRow[], how: string): string {
  const given = rows.filter((row) => row.outcome !== null).length;
  const who = `${requests(rows.length)} ${how}`;
  if (given === rows.length) return `The lab gave up on ${who} before an answer could come`;
  return `${who} ${rows.length === 1 ? 'waits' : 'wait'} for an answer`;
}

function lostSentence(rows: readonly RequestRow[]): string {
  const cut = rows.filter((row) => row.outcome === 'cut');
  const silent = rows.filter((row) => row.outcome !== 'cut');
  const parts = [
    cut.length > 0 ? `${requests(cut.length)} cut after connecting: ${list(cut)}` : '',
    silent.length > 0 ? `${requests(silent.length)} connected and never answered: ${list(silent)}` : '',
  ];
  return `${parts.filter((part) => part !== '').join('; ')}.`;
}

function untoldSentence(rows: readonly RequestRow[]): string {
  if (rows.length === 0) return '';
  const one = rows.length === 1 ? 'was cut, or came too late and was' : 'were cut, or came too late and were';
  return ` Whether ${requests(rows.length)} ${one} refused cannot be told: a proxy accepted the connection: ${list(rows)}.`;
}
