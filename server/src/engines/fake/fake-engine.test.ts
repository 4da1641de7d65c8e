import { describe, expect, it } from 'vitest';
import { EngineLostError, ImageBuildError } from '../../errors.ts';
import { collectLogs } from '../engine.contract.logs.ts';
import { contractServerSpec, engineContract } from '../engine.contract.ts';
import type { ContainerSpec } from '../engine.ts';
import { createInstance } from '../instance.ts';
import type { FakeMachine } from './fake-engine.ts';
import { FakeEngine } from './fake-engine.ts';
import type { FakeBehaviour } from './fake-program.ts';

const never = new AbortController().signal;

/** Reads the arguments of the contract suite's program. */
function asContractServer(spec: ContainerSpec): Partial<FakeBehaviour> {
  const argument = (name: string) => spec.arguments[spec.arguments.indexOf(name) + 1];
  const start = argument('--start');
  return {
    lines: Array.from({ length: Number(argument('--lines')) }, (_, index) => String(index + 1)),
    onTerm: argument('--on-term') === 'ignore' ? 'ignore' : 'drain',
    start: start === 'fail' || start === 'hang' ? start : 'serve',
  };
}

const machine: FakeMachine = new Set();
engineContract('fake', async (instance) => new FakeEngine({ instance, machine, behaviour: asContractServer }));

describe('the fake engine', () => {
  async function spec(): Promise<ContainerSpec> {
    return { ...(await contractServerSpec({})), name: 'lab-1a2b3c4d-a' };
  }

  it('tells an end from outside', async () => {
    await using engine = new FakeEngine({ instance: await createInstance() });
    const container = await engine.start(await spec(), never);
    container.signalFromOutside('SIGKILL');
    expect(await container.exited).toMatchObject({ exitCode: 137, forced: true, endedBy: 'outside' });
  });

  it('exits with the code that it was told to', async () => {
    await using engine = new FakeEngine({ instance: await createInstance(), behaviour: () => ({ onTerm: 143 }) });
    const container = await engine.start(await spec(), never);
    await container.signal('SIGTERM');
    expect(await container.exited).toMatchObject({ exitCode: 143, signal: 'SIGTERM', forced: false });
  });

  it('once lost, rejects every exit, throws in every log, and starts nothing more', async () => {
    await using engine = new FakeEngine({ instance: await createInstance() });
    const container = await engine.start(await spec(), never);
    const logs = collectLogs(container);
    engine.lose();
    await expect(container.exited).rejects.toThrow(EngineLostError);
    await expect(logs.ended).rejects.toThrow(EngineLostError);
    await expect(engine.start(await spec(), never)).rejects.toThrow(EngineLostError);
  });

  it('fails to prepare with the words that it was told', async () => {
    await using engine = new FakeEngine({ instance: await createInstance(), prepareFailure: 'no such package' });
    const { container } = await spec();
    await expect(engine.prepare(container, () => {}, never)).rejects.toThrow(ImageBuildError);
  });
});
