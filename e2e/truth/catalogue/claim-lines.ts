import type { Expectation } from '#protocol/expectation.ts';
import type { Scenario } from '#protocol/scenario.ts';
import { claimOf, rangeOf } from './claims.ts';
import { sumsOf } from './contrasts.ts';
import { FIGURES } from './figures.ts';
import type { TrialLane } from './trial-lane.ts';

/** A line of the table: one claim, and what was seen of it. */
export interface ClaimLine {
  /** The lane and its label, or the lanes that are compared. */
  lane: string;
  figure: string;
  claimed: string;
  usually: string;
  seen(trials: readonly { lanes: readonly TrialLane[] }[]): string;
}

/** Every claim of a scenario, in the order of its lanes. No claim may be missing here: the table is what shows that it was held. */
export function claimLines(scenario: Scenario): ClaimLine[] {
  const ofLanes = scenario.lanes.flatMap(({ id, label }) => {
    const claim = claimOf(scenario, id);
    const lines = [...figureLines(claim), ...factLines(claim), ...promiseLines(claim)];
    return lines.map(
      ({ seen, ...line }): ClaimLine => ({
        ...line,
        lane: `${id} ${label}`,
        seen: (trials) => seen(trials.flatMap(({ lanes }) => lanes.filter(({ view }) => view.id === id))),
      }),
    );
  });
  const between = (scenario.contrasts ?? []).map(
    (contrast): ClaimLine => ({
      lane: `${contrast.more}, ${contrast.less}`,
      figure: `${FIGURES.find(({ claimed }) => claimed === contrast.figure)?.label ?? contrast.figure}, all trials`,
      claimed: `more in ${contrast.more}`,
      usually: '',
      seen: (trials) => {
        const { more, less } = sumsOf(contrast, trials);
        return `${Math.round(more)} and ${Math.round(less)}`;
      },
    }),
  );
  return [...ofLanes, ...between];
}

interface LaneLine extends Omit<ClaimLine, 'lane' | 'seen'> {
  seen(lanes: readonly TrialLane[]): string;
}

function figureLines(claim: Expectation): LaneLine[] {
  const lines = FIGURES.flatMap((figure): LaneLine[] => {
    const range = rangeOf(claim, figure);
    if (range === undefined) return [];
    const seen = (lanes: readonly TrialLane[]) =>
      spread(lanes.flatMap((lane) => figure.of(lane) ?? []).sort((one, other) => one - other));
    return [{ figure: figure.label, claimed: show(range), usually: show(rangeOf(claim.usually, figure)), seen }];
  });
  if (claim.exitCode !== 'never') return lines;
  return [held('exit', 'never', ({ view }) => view.exit === undefined), ...lines];
}

/** What is so or not, in every trial. */
function factLines({ forced, oomKilled, cameBack, logHas, logLacks }: Expectation): LaneLine[] {
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  return [
    ...(forced === undefined ? [] : [held('forced', yes(forced), ({ view }) => view.exit?.forced === forced)]),
    ...(oomKilled === undefined
      ? []
      : [held('OOMKilled', yes(oomKilled), ({ view }) => view.exit?.oomKilled === oomKilled)]),
    ...(cameBack === undefined
      ? []
      : [held('came back', yes(cameBack), ({ view }) => (view.cameBackAtMs !== undefined) === cameBack)]),
    ...logHas.map((text) => held('log has', `“${text}”`, ({ log }) => log.includes(text))),
    ...logLacks.map((text) => held('log lacks', `“${text}”`, ({ log }) => !log.includes(text))),
  ];
}

function held(figure: string, claimed: string, is: (lane: TrialLane) => boolean): LaneLine {
  // A `|` would end the cell.
  const cell = claimed.replaceAll('|', '\\|');
  const seen = (lanes: readonly TrialLane[]) => `held in ${lanes.filter(is).length} of ${lanes.length}`;
  return { figure, claimed: cell, usually: '', seen };
}

function promiseLines({ promises = {}, usually }: Expectation): LaneLine[] {
  const names = new Set([...Object.keys(promises), ...Object.keys(usually?.promises ?? {})]);
  return [...names].map((id): LaneLine => {
    const seen = (lanes: readonly TrialLane[]) => {
      const states = lanes.flatMap(
        ({ view }) => view.verdict?.promises.find((promise) => promise.id === id)?.state ?? [],
      );
      const kinds = [...new Set(states)].sort();
      return kinds.map((state) => `${states.filter((each) => each === state).length} ${state}`).join(', ');
    };
    return { figure: id, claimed: entry(promises, id), usually: entry(usually?.promises ?? {}, id), seen };
  });
}

function entry(states: object, id: string): string {
  const state = Object.entries(states).find(([name]) => name === id)?.[1];
  return typeof state === 'string' ? state : '';
}

function show(range: { min: number; max: number } | undefined): string {
  if (range === undefined) return '';
  return range.min === range.max ? String(range.min) : `${range.min} to ${range.max}`;
}

function spread(values: readonly number[]): string {
  const [least] = values;
  const most = values.at(-1);
  if (least === undefined || most === undefined) return 'none';
  const round = (value: number) => String(Math.round(value));
  const median = values[Math.floor((values.length - 1) / 2)] ?? least;
  return least === most ? round(least) : `${round(least)} to ${round(most)} (${round(median)})`;
}
