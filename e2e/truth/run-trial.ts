import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { docker } from '../support/docker.ts';
import { LogWitness } from '../support/log-witness.ts';
import type { ClockGap } from './clock-gap.ts';
import type { LogAccount } from './disagreements.ts';
import { findDisagreements } from './disagreements.ts';
import type { LabClient, LabLane, LabRow } from './lab-client.ts';
import { InvalidRunError } from './lab-client.ts';
import type { Trial, TrialLane } from './trial.ts';
import type { ServerAddress } from './witness/capture.ts';
import { Capture, IncompleteCaptureError } from './witness/capture.ts';
import type { Segment } from './witness/packet.ts';
import { interfaceTowards } from './witness/route.ts';
import { accountFor } from './witness/wire-account.ts';

/** The first trial on an engine may have to build an image. */
const READY_PATIENCE_MS = 280_000;
/** From the start of the traffic to the end of everything: the longest trial's timeouts and grace periods, and room. */
const RUN_PATIENCE_MS = 60_000;

/**
 * How well the run's clock is to be known, in milliseconds, and how well it has to be, or no time is compared: wider bounds would
 * let a ledger pass that is wrong by what a learner can see. A look takes 1 to 5 ms.
 */
const WANTED_GAP_MS = 4;
const WORST_GAP_MS = 25;

/** How a trial came out. `void` where packets are missing: then nothing was shown, for or against the lab. */
export type TrialResult =
  | { kind: 'void'; reason: string }
  | {
      kind: 'judged';
      disagreements: string[];
      /** How many rows came out how, in both lanes, and for how many of them the packets leave more than one outcome open. */
      outcomes: Record<string, number>;
      undecided: number;
      /** How far from its packet each time was that only the machine's being busy bounds, in milliseconds. */
      lateness: number[];
    };

/** A trial whose capture has gaps is run so often before it counts as not shown. */
const ATTEMPTS = 3;

/**
 * Runs a trial on a lab of its engine, with a witness on the wire, and compares every row of both ledgers with it.
 * @param onVoid is told of every attempt that showed nothing
 */
export async function runTrial(trial: Trial, lab: LabClient, onVoid: (reason: string) => void): Promise<TrialResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await runOnce(trial, lab);
    if (result.kind === 'judged' || attempt === ATTEMPTS) return result;
    onVoid(result.reason);
  }
}

async function runOnce(trial: Trial, lab: LabClient): Promise<TrialResult> {
  const { id } = await lab.create({
    scenarioId: 'in-flight',
    traffic: trial.traffic,
    lanes: trial.lanes.map(({ id: laneId, knobs, termination }) => ({ id: laneId, knobs, termination })),
  });
  let began = false;
  try {
    const ready = await lab.until(id, ({ status }) => status === 'ready', READY_PATIENCE_MS);
    const servers = ready.lanes.map((lane) => locate(trial, lane));
    await using capture = await Capture.start(servers);
    const logs = ready.lanes.map(({ container }) =>
      trial.engine === 'docker' ? LogWitness.follow(container.name) : null,
    );

    await lab.readClock(id, WANTED_GAP_MS);
    began = true;
    await lab.start(id);
    await Promise.all(trial.lanes.map((lane) => endLane(lab, id, lane)));
    const run = await lab.until(id, ({ status }) => status === 'finished', RUN_PATIENCE_MS);
    await capture.end();
    const clock = lab.clockOf(id);
    if (clock.width < 0) return { kind: 'void', reason: 'Somebody set this machine’s clock meanwhile.' };

    const result = {
      kind: 'judged' as const,
      disagreements: [] as string[],
      outcomes: {},
      undecided: 0,
      lateness: [],
    };
    for (const [place, lane] of run.lanes.entries()) {
      const server = servers[place];
      if (server === undefined) throw new Error('The run has got another lane.');
      const log: LogAccount | null = (await logs[place]?.seen()) ?? null;
      const rows = await lab.ledger(id, lane.id);
      judgeLane(result, trial, lane, { rows, segments: capture.segments, server, log, clock });
    }
    // Wide bounds hide a wrong time and make no right one wrong: what disagrees all the same stands.
    if (result.disagreements.length > 0 || clock.width <= WORST_GAP_MS) return result;
    return {
      kind: 'void',
      reason: `The run’s clock is known within ${clock.width.toFixed(0)} ms only: no time can be held against it.`,
    };
  } catch (error) {
    // A machine that is too busy to start a container in the lab's time has shown nothing either; one that never is fails all attempts.
    const showedNothing = error instanceof IncompleteCaptureError || (error instanceof InvalidRunError && !began);
    if (showedNothing) return { kind: 'void', reason: error.message };
    throw error;
  } finally {
    await lab.remove(id);
  }
}

interface Server extends ServerAddress {
  /** The interface that the lab's packets to it pass. */
  interfaceIndex: number;
}

/** What the lab says of a lane, and what the witnesses saw of it. */
interface Testimony {
  rows: LabRow[];
  segments: readonly Segment[];
  server: Server;
  log: LogAccount | null;
  clock: ClockGap;
}

async function endLane(lab: LabClient, runId: string, { id, termination, endsAfterMs }: TrialLane): Promise<void> {
  await delay(endsAfterMs); // the random moment is what is tried, nothing is waited for
  await lab.terminate(runId, id, termination);
}

function judgeLane(
  result: Extract<TrialResult, { kind: 'judged' }>,
  trial: Trial,
  lane: LabLane,
  { rows, segments, server: { host, port, interfaceIndex }, log, clock }: Testimony,
): void {
  const there = segments.filter((segment) => segment.interfaceIndex === interfaceIndex);
  const sentAt = new Map(rows.map((row) => [row.number, row.sentAt]));
  const wire = accountFor(there, `${host}:${port}`, (number) => {
    const began = sentAt.get(number) ?? null;
    return began === null ? Number.POSITIVE_INFINITY : clock.toWallClock(began).least + trial.traffic.timeoutMs;
  });
  const found = findDisagreements(rows, lane.counts, wire, log, {
    clock,
    timeoutMs: trial.traffic.timeoutMs,
    late: (ms) => result.lateness.push(ms),
  });
  result.disagreements.push(...found.map((text) => `lane ${lane.id}: ${text}`));
  for (const { outcome } of rows) result.outcomes[outcome] = (result.outcomes[outcome] ?? 0) + 1;
  result.undecided += wire.requests.filter(({ fate }) => fate.outcomes.length > 1).length;
}

const portsSchema = z.record(z.string(), z.unknown());

/** Where a lane's container listens, asked of Docker itself. */
function locate({ engine }: Trial, { container: { name, url, proxied } }: LabLane): Server {
  if (proxied)
    throw new Error(
      'The lab goes through a published port here: its packets are the proxy’s, and the trials need the container’s own.',
    );
  if (engine === 'embedded') {
    const { hostname, port } = new URL(url ?? '');
    return { host: hostname, port: Number(port), interfaceIndex: interfaceTowards(hostname) };
  }
  const host = docker('inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', name);
  const ports = portsSchema.parse(JSON.parse(docker('inspect', '--format', '{{json .NetworkSettings.Ports}}', name)));
  const port = Number(Object.keys(ports)[0]?.split('/')[0]);
  return { host, port, interfaceIndex: interfaceTowards(host) };
}
