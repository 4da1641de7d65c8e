import { changeWords } from '#protocol/change-words.ts';
import { comparisonLines } from '#protocol/comparison-lines.ts';
import { happenedAt } from '#protocol/happened-at.ts';
import type { LaneRecord } from '#protocol/lane.ts';
import { said, say, told } from '#protocol/language/say.ts';
import { PROMISE_WORDS, STATE_SIGNS, STATE_WORDS } from '#protocol/promise-words.ts';
import type { Report, ToldReport } from '#protocol/report.ts';
import type { Change } from '#protocol/run.ts';
import { trafficFacts } from '#protocol/traffic-text.ts';
import { laneHeading, laneSection } from './markdown-lane.ts';
import { block, code, plain, table } from './markdown-text.ts';

/**
 * A report as Markdown: what a person reads, without the single requests, in the present language.
 * @param told what that makes of the report; null where it is English
 */
export function markdownOf(made: Report, told: ToldReport | null = null): string {
  const report = { ...made, ...(told && { run: told.run, results: told.results }) };
  const { run, results } = report;
  const sections = [
    `# ${plain(run.name ?? run.scenarioTitle)}`,
    ...(results.caution === null ? [] : [`> **${plain(results.caution)}**`]),
    sentence(report),
    ...(run.changes.length === 0
      ? []
      : [say('**Changed** from the scenario: {changes}.', { changes: plain(changeWords(run.changes).join('; ')) })]),
    setting(report),
    ...(results.comparison === null ? [] : [sideBySide(results.comparison)]),
    ...run.lanes.map((lane) => laneSection(report, lane)),
    events(run),
    // A script says it in English.
    again(made),
    reading(),
  ];
  return `${sections.join('\n\n')}\n`;
}

function sentence({ results: { caution, comparison } }: Report): string {
  if (comparison !== null) return plain(comparison.sentence.map(({ text }) => text).join(''));
  return caution === null
    ? say('The run was finished before its lanes had ended: there is nothing to compare.')
    : say('There is nothing to compare.');
}

function setting({ run, lab, madeAt }: Report): string {
  const facts = [
    say('Run {run} of the scenario {scenario} ({title}), begun {time}', {
      run: code(run.id),
      scenario: code(run.scenarioId),
      title: plain(run.scenarioTitle),
      time: run.startedAt,
    }),
    say('Engine: {engine}', { engine: run.engine }),
    ...run.limits.map((limit) => say('Limit of this engine: {limit}', { limit: plain(limit) })),
    ...trafficFacts(run.traffic).map(({ name, value }) => `${name}: ${plain(value)}`),
    say('Report made {time} by Graceful Shutdown Lab {version}', { time: madeAt, version: plain(lab.version) }),
  ];
  return `${say('## Setting')}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}`;
}

function sideBySide(comparison: NonNullable<Report['results']['comparison']>): string {
  const { lanes } = comparison;
  const promises = PROMISE_WORDS.map(({ id, words }) => [
    told(words),
    ...lanes.map((lane) => {
      const state = lane.promises[id] ?? 'unknown';
      return `${STATE_SIGNS[state]} ${told(STATE_WORDS[state])}`;
    }),
  ]);
  const counts = comparisonLines(comparison).map(({ name, values }) => [name, ...values.map(plain)]);
  const head = ['', ...lanes.map(({ laneId, label }) => laneHeading(laneId, label))];
  return `${say('## Side by side')}\n\n${table(head, [...counts, ...promises])}`;
}

function events({ events: list, lanes }: Report['run']): string {
  const rows = list.map((event) => [
    `${Math.round(happenedAt(event, lanes))} ms`,
    event.laneId === null ? '' : event.laneId.toUpperCase(),
    plain(event.text),
  ]);
  return `${say('## Events')}\n\n${table([say('On the run’s clock'), say('Lane'), ''], rows)}`;
}

/** The same run by script: what a learner changed of the scenario is in it. */
function again({ run }: Report): string {
  const body = {
    scenarioId: run.scenarioId,
    engine: run.engine,
    traffic: run.traffic,
    lanes: run.lanes.map((lane) => ({ id: lane.id, termination: lane.termination, ...changedOf(lane, run.changes) })),
  };
  return [
    say('## The same again'),
    say('In a lab that has this scenario, this body of `POST /api/runs` makes a run of the same kind:'),
    block([JSON.stringify(body)]),
  ].join('\n\n');
}

/** What else was changed of a lane, as `POST /api/runs` takes it. */
function changedOf({ id, container, preStop }: LaneRecord, changes: readonly Change[]) {
  const own = changes.filter(({ laneId }) => laneId === id);
  const other = ['termination', 'preStopSeconds', 'restart'];
  const knobs = own
    .filter(({ name }) => !other.includes(name))
    // An engine's setting that was turned back to the plain one is told by the change only.
    .map(({ name, to }) => [name, container.knobs[name] ?? to]);
  const restart = own.find(({ name }) => name === 'restart');
  return {
    ...(knobs.length === 0 ? {} : { knobs: Object.fromEntries(knobs) }),
    ...(own.some(({ name }) => name === 'preStopSeconds') ? { preStopSeconds: preStop?.waitSeconds ?? 0 } : {}),
    ...(restart === undefined ? {} : { restart: restart.to === 'yes' }),
  };
}

function reading(): string {
  return `${say('## How to read it')}\n\n${READING.map((line) => `- ${told(line)}`).join('\n')}`;
}

const READING = [
  said('Every request that was due has one outcome: due = completed + refused + cut + timed out + not sent.'),
  said(`**Lost** is cut or timed out: the request had a connection, and no whole answer came. By the server’s own log it was *unread* (never
  reached the program), *interrupted* (received, not stored) or *unacknowledged* (stored, but the client never heard).`),
  said('**Refused** is not lost: it never connected and is safe to send again.'),
  said(
    'The verdict comes from the requests and not from the exit code: a server can exit with 0 and lose requests all the same.',
  ),
  said(`Times are milliseconds on one monotonic clock, from the beginning of the run. How long an answer took counts from the instant
  when its request was due.`),
  said('The JSON and CSV reports have every single request; the HTML report draws them.'),
];
