import { hasDocker } from '../support/docker.ts';
import { LabProcess } from '../support/lab-process.ts';
import { LabClient } from './lab-client.ts';
import type { EngineName } from './trial.ts';
import { Capture } from './witness/capture.ts';

/** One lab an engine, each started when it is first asked for. Disposing ends them. */
export class Labs implements AsyncDisposable {
  readonly #labs = new Map<EngineName, Promise<LabProcess>>();

  async on(engine: EngineName): Promise<LabClient> {
    let lab = this.#labs.get(engine);
    if (lab === undefined) {
      lab = LabProcess.listening(['--engine', engine]);
      this.#labs.set(engine, lab);
    }
    return new LabClient((await lab).url);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#labs.values()].map(async (lab) => await (await lab)[Symbol.asyncDispose]()));
  }
}

/** Why no trial can be run on this machine at all; null where it can. */
export async function whyNoWitness(): Promise<string | null> {
  if (process.platform !== 'linux') return 'the witness captures packets on Linux only.';
  try {
    await using capture = await Capture.start([]);
    await capture.end();
    return null;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `tcpdump captures nothing here, and without it there is no witness: ${words}`;
  }
}

/** The engines that trials can run on here. */
export function enginesHere(): EngineName[] {
  return hasDocker() ? ['docker', 'embedded'] : ['embedded'];
}
