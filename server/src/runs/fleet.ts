import { said } from '#protocol/language/say.ts';
import type { Engine, HttpAddress, PrepareProgress, RunningContainer } from '../engines/engine.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import type { LanePlan } from './lane-plan.ts';

/** A container of a lane beside the one that is ended. */
export interface OtherContainer {
  role: 'replica' | 'balancer';
  /** What its lines go by: `replica 2`, `balancer`. */
  title: string;
  running: RunningContainer;
}

/** Any container of a lane, the one that is ended too. */
export interface FleetMember {
  role: 'service' | OtherContainer['role'];
  /** What its lines go by in the lane's log; null for the service's, which need no name. */
  title: string | null;
  running: RunningContainer;
  /** Whether the lane's requests go to it. */
  isFront: boolean;
}

/** The names that a lane's containers get, by what they are. */
export function fleetNames(
  plan: LanePlan,
  name: string,
): { role: OtherContainer['role']; title: string; name: string }[] {
  const replicas = Array.from({ length: plan.replicas - 1 }, (_, index) => {
    return { role: 'replica' as const, title: `replica ${index + 2}`, name: `${name}-${index + 2}` };
  });
  const balancer = { role: 'balancer' as const, title: 'balancer', name: `${name}-balancer` };
  return plan.balancer === null ? replicas : [...replicas, balancer];
}

/** The containers of one lane: mostly one; several with a balancer before them. Disposing removes all of them. */
export class Fleet implements AsyncDisposable {
  /** The one that is ended. */
  readonly service: RunningContainer;
  readonly others: readonly OtherContainer[];

  private constructor(service: RunningContainer, others: readonly OtherContainer[]) {
    this.service = service;
    this.others = others;
  }

  /**
   * Builds what is missing and starts all of them; what was started is removed where one of them fails.
   * @param name the name of the container that is ended; the others' are made from it
   * @throws LabError, AbortError
   */
  static async start(
    engine: Engine,
    plan: LanePlan,
    name: string,
    progress: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<Fleet> {
    const { container, settings, runtime, balancer } = plan;
    const programs: LabContainer[] = balancer === null ? [container] : [container, balancer.container];
    await Promise.all(programs.map((program) => engine.prepare(program, progress, abortSignal)));
    progress({
      phase: 'container',
      said: said(balancer === null ? 'Starting the container' : 'Starting the containers'),
    });
    const group = balancer === null ? {} : { group: name };
    const { arguments: words, environment } = settings;
    const begin = (own: string) =>
      engine.start({ name: own, container, arguments: words, environment, runtime, ...group }, abortSignal);
    const names = fleetNames(plan, name);
    const replicas = names.filter(({ role }) => role === 'replica');
    const services = await startAll([name, ...replicas.map((replica) => replica.name)].map(begin));
    const others = replicas.map(({ role, title }, index) => ({ role, title, running: running(services, index + 1) }));
    const service = running(services, 0);
    const balancing = names.find(({ role }) => role === 'balancer');
    if (balancer === null || balancing === undefined) return new Fleet(service, others);
    const upstreams = services.map(({ inside }) => inside).join(' ');
    const variable = balancer.container.upstreamsVariable ?? '';
    const [front] = await startAll([
      engine.start(
        {
          name: balancing.name,
          container: balancer.container,
          arguments: balancer.settings.arguments,
          environment: { ...balancer.settings.environment, [variable]: upstreams },
          ...group,
        },
        abortSignal,
      ),
    ]).catch(async (error: unknown) => {
      await removeAll(services);
      throw error;
    });
    return new Fleet(service, [...others, { ...balancing, running: running([front], 0) }]);
  }

  /** All of its containers, the service first. */
  get members(): FleetMember[] {
    const service = { role: 'service' as const, title: null, running: this.service };
    return [service, ...this.others].map((member) => ({ ...member, isFront: member.running === this.#front }));
  }

  /** Where the requests go. */
  get address(): HttpAddress {
    return this.#front.address;
  }

  /** Where the learner's own curl goes. */
  get url(): string {
    return this.#front.url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await disposeAll([this.service, ...this.others.map((other) => other.running)]);
  }

  get #front(): RunningContainer {
    return this.others.find(({ role }) => role === 'balancer')?.running ?? this.service;
  }
}

function running(containers: readonly (RunningContainer | undefined)[], index: number): RunningContainer {
  const container = containers[index];
  if (container === undefined) throw new Error('a container that was started is not there');
  return container;
}

/** Waits for all; where one fails the others are removed and the failure is thrown. */
async function startAll(starting: Promise<RunningContainer>[]): Promise<RunningContainer[]> {
  const results = await Promise.allSettled(starting);
  const failed = results.find((result) => result.status === 'rejected');
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (failed === undefined) return started;
  await removeAll(started);
  throw failed.reason;
}

/** After a failure, which says more than that of a removal: what is left is removed with the engine. */
async function removeAll(containers: readonly RunningContainer[]): Promise<void> {
  await disposeAll(containers).catch(() => undefined);
}

/** @throws the first failure, after all were tried */
async function disposeAll(containers: readonly RunningContainer[]): Promise<void> {
  const results = await Promise.allSettled(containers.map((container) => container[Symbol.asyncDispose]()));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
