import { Dice } from './dice.ts';

/** The parts of the lab's outside contract that a trial turns (POST /api/runs). */
export type TrialTraffic = {
  keepAlive: boolean;
  timeoutMs: number;
  handlerTimeMs: number;
  maxRequests: number;
  maxSeconds: number;
} & ({ model: 'open'; ratePerSecond: number } | { model: 'closed'; clients: number; pauseMs: number });

export type TrialTermination = { kind: 'kill'; signal: string } | { kind: 'stop'; gracePeriodSeconds: number };

export interface TrialLane {
  id: 'a' | 'b';
  knobs: { workerClass: 'sync' | 'gthread'; workers: number; threads: number; gracefulTimeoutSeconds: number };
  termination: TrialTermination;
  /** When the termination is sent, in milliseconds after the traffic was started. */
  endsAfterMs: number;
}

export type EngineName = 'docker' | 'embedded';

/** One randomised experiment. Everything in it but the machine's own timing follows from its seed. */
export interface Trial {
  seed: number;
  engine: EngineName;
  traffic: TrialTraffic;
  lanes: TrialLane[];
}

/** The trials of every `npm test`: chosen so that they have every kind of end, worker, traffic and connection on both engines. */
export const SHORT_SEEDS = Array.from({ length: 12 }, (_, place) => 57 + place);

/** The trial of a seed: even seeds run on Docker, odd ones on the embedded engine. */
export function trialOf(seed: number): Trial {
  const dice = new Dice(seed);
  return {
    seed,
    engine: seed % 2 === 0 ? 'docker' : 'embedded',
    traffic: trafficOf(dice),
    lanes: [laneOf(dice, 'a'), laneOf(dice, 'b')],
  };
}

/** A trial in one line. */
export function describeTrial({ seed, engine, traffic, lanes }: Trial): string {
  const { keepAlive, timeoutMs, handlerTimeMs } = traffic;
  const load =
    traffic.model === 'open'
      ? `open ${traffic.ratePerSecond}/s`
      : `closed ${traffic.clients} clients, pause ${traffic.pauseMs} ms`;
  const parts = [
    `${load}, ${keepAlive ? 'keep-alive' : 'new connections'}, handler ${handlerTimeMs} ms, timeout ${timeoutMs} ms`,
    ...lanes.map(({ id, knobs: { workerClass, workers, threads }, termination, endsAfterMs }) => {
      const end = termination.kind === 'kill' ? termination.signal : `stop -t ${termination.gracePeriodSeconds}`;
      return `${id}: ${workerClass} ${workers}×${threads}, ${end} after ${endsAfterMs} ms`;
    }),
  ];
  return `seed ${seed}, ${engine}: ${parts.join('; ')}`;
}

function trafficOf(dice: Dice): TrialTraffic {
  const common = {
    keepAlive: dice.pick([true, false]),
    // Short ones run out while the server still works: the answer comes to a client that has gone.
    timeoutMs: dice.pick([150, 400, 1_000, 10_000]),
    handlerTimeMs: dice.pick([0, 5, 40, 150, 400]),
    maxRequests: 2_000,
    maxSeconds: 30,
  };
  return dice.pick([true, false])
    ? { model: 'open', ratePerSecond: dice.whole(5, 120), ...common }
    : { model: 'closed', clients: dice.whole(1, 24), pauseMs: dice.pick([0, 3, 20, 100]), ...common };
}

function laneOf(dice: Dice, id: TrialLane['id']): TrialLane {
  const workerClass = dice.pick(['sync', 'gthread'] as const);
  return {
    id,
    knobs: {
      workerClass,
      workers: dice.whole(1, 2),
      threads: workerClass === 'sync' ? 1 : dice.whole(2, 8),
      gracefulTimeoutSeconds: dice.whole(1, 3),
    },
    termination: dice.pick<TrialTermination>([
      { kind: 'kill', signal: 'SIGKILL' },
      { kind: 'kill', signal: 'SIGTERM' },
      { kind: 'stop', gracePeriodSeconds: dice.pick([0, 1, 10]) },
    ]),
    endsAfterMs: dice.whole(0, 2_000),
  };
}
