import { describe, expect, it } from 'vitest';
import { LogTruncatedError } from '../../errors.ts';
import { collectLogs } from '../engine.contract.logs.ts';
import { endAfterEach, isDockerNeeded, makeEngine, outside, start } from './contract-support.ts';

endAfterEach();

describe.runIf(await isDockerNeeded())('a container that somebody ends from a terminal', () => {
  it('by docker kill: exit 137, forced, from outside', async () => {
    const container = await start(await makeEngine());
    await outside.getContainer(container.id).kill();
    expect(await container.exited).toMatchObject({
      exitCode: 137,
      signal: 'SIGKILL',
      forced: true,
      endedBy: 'outside',
    });
  });

  it('by docker kill --signal=SIGTERM: its own exit code, not forced, from outside', async () => {
    const container = await start(await makeEngine());
    await outside.getContainer(container.id).kill({ signal: 'SIGTERM' });
    expect(await container.exited).toMatchObject({ exitCode: 0, signal: null, forced: false, endedBy: 'outside' });
  });

  it('by docker stop that runs out of grace: forced, from outside', async () => {
    const container = await start(await makeEngine(), { onTerm: 'ignore' });
    await outside.getContainer(container.id).stop({ t: 1 });
    const exit = await container.exited;
    expect(exit).toMatchObject({ exitCode: 137, forced: true, endedBy: 'outside' });
    expect(exit.durationMs).toBeGreaterThan(950);
  });

  it('by docker rm -f: ends like any other, and its log ends whole or says that it did not', async () => {
    const container = await start(await makeEngine());
    // Docker removes the log while the lab asks for it: either may be first.
    const logEnd: Promise<unknown> = collectLogs(container).ended.then(
      () => 'whole',
      (error: unknown) => error,
    );
    await outside.getContainer(container.id).remove({ force: true });
    expect(await container.exited).toMatchObject({ exitCode: 137, forced: true, endedBy: 'outside' });
    const end = await logEnd;
    expect(end === 'whole' || end instanceof LogTruncatedError).toBe(true);
    await container.signal('SIGTERM');
    await container[Symbol.asyncDispose]();
  });

  it('by docker kill within the grace period of the lab’s own stop: from outside', async () => {
    const container = await start(await makeEngine(), { onTerm: 'ignore' });
    const accepted = Promise.withResolvers<void>();
    const stopped = container.stop(60, accepted.resolve);
    await accepted.promise;
    await outside.getContainer(container.id).kill();
    await stopped;
    expect(await container.exited).toMatchObject({ exitCode: 137, forced: true, endedBy: 'outside' });
  });
});

describe.runIf(await isDockerNeeded())('a container that ends without a signal', () => {
  it('because it takes more memory than it may: 137 too, but OOM-killed and not forced', async () => {
    const container = await start(await makeEngine());
    await fetch(`${container.url}/eat`).catch(() => {});
    expect(await container.exited).toMatchObject({
      exitCode: 137,
      signal: 'SIGKILL',
      oomKilled: true,
      oomReported: true,
      forced: false,
      endedBy: 'itself',
    });
  });
});
