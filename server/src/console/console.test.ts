import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleAnswer } from '#protocol/console.ts';
import type { FakeContainer } from '../engines/fake/fake-container.ts';
import type { Run } from '../runs/run.ts';
import { TestRuns, until } from '../runs/testing.ts';
import { runLine } from './console.ts';

let lab: TestRuns;
let run: Run;
let a: string;
let b: string;

beforeEach(async () => {
  lab = await TestRuns.open({ behaviour: () => ({ lines: ['\u001b[31mred\u001b[0m \u001b]0;title\u0007'] }) });
  run = await lab.create();
  await until(run, () => run.status === 'ready');
  [a, b] = [`lab-${run.id}-a`, `lab-${run.id}-b`];
});

afterEach(() => lab[Symbol.asyncDispose]());

function container(name: string): FakeContainer {
  const found = lab.engine.containers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** A line as a terminal would show it, with its exit code before it. */
async function typed(line: string): Promise<string> {
  return shown(await runLine(run, 'a', line));
}

function shown({ exitCode, lines }: ConsoleAnswer): string {
  return [String(exitCode), ...lines.map(({ text }) => text)].join('\n');
}

describe('docker ps', () => {
  test('lists the containers of the run, and no other', async () => {
    const other = await lab.create();
    await until(other, () => other.status === 'ready');
    const lines = (await typed('docker ps')).split('\n');
    expect(lines[1]).toMatch(/^CONTAINER ID {3}IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES$/);
    expect(lines.slice(2).map((line) => line.split(/ {2,}/).at(-1))).toEqual(expect.arrayContaining([a, b]));
    expect(lines).toHaveLength(4);
  });

  test('shows one that has ended with -a only, with its exit code', async () => {
    container(a).signalFromOutside('SIGKILL');
    await until(run, () => run.lane('a').state === 'exited');
    expect(await typed('docker ps')).not.toContain(a);
    expect(await typed('docker ps -a')).toMatch(new RegExp(`Exited \\(137\\) Less than a second ago {2,}${a}`));
  });
});

test('a container can be named by its id, and by the beginning of that where it is the only one', async () => {
  // The fake engine's ids begin alike, and end with the container's name.
  const { id } = container(a);
  for (const name of [a, `/${a}`, id]) {
    expect(await typed(`docker inspect -f {{.Name}} ${name}`)).toBe(`0\n/${a}`);
  }
  expect(await typed('docker logs fake-lab-')).toBe(
    '1\nError response from daemon: Multiple IDs found with provided prefix: fake-lab-',
  );
});

test.each([
  ['docker logs other', 'Error response from daemon: No such container: other'],
  ['docker kill other', 'Error response from daemon: Cannot kill container: other: No such container: other'],
  ['docker stop other', 'Error response from daemon: No such container: other'],
  ['docker top other', 'Error response from daemon: No such container: other'],
  ['docker stats --no-stream other', 'Error response from daemon: No such container: other'],
  [
    'docker start other',
    'Error response from daemon: No such container: other\nError: failed to start containers: other',
  ],
  ['docker inspect other', '[]\nError: No such object: other'],
  ['docker inspect -f {{.Id}} other', '\nError: No such object: other'],
])('%s says that there is none', async (line, words) => {
  expect(await typed(line)).toBe(`1\n${words}`);
});

test('a container of another run is none', async () => {
  const other = await lab.create();
  await until(other, () => other.status === 'ready');
  expect(await typed(`docker kill lab-${other.id}-a`)).toContain(`No such container: lab-${other.id}-a`);
  expect(await typed(`curl ${container(`lab-${other.id}-a`).url}/`)).toMatch(
    /^6\ncurl: the console reaches this run's/,
  );
  expect(other.view().lanes.map(({ state }) => state)).toEqual(['ready', 'ready']);
});

describe('docker kill', () => {
  test('ends the lane as its button does: t0 and verdict are there', async () => {
    const answer = await runLine(run, 'b', `docker kill -s SIGTERM ${a}`);
    expect(answer).toEqual({ lines: [{ stream: 'stdout', text: a }], exitCode: 0, acted: true });
    await until(run, () => run.lane('a').state === 'exited');
    const [lane] = run.view().lanes;
    expect(lane).toMatchObject({ wasSent: true, exit: { exitCode: 0, endedBy: 'lab' } });
    expect(lane?.terminatedAtMs).toBeDefined();
    expect(lane?.verdict?.promises.length).toBeGreaterThan(0);
  });

  test('of one that has ended has the daemon’s words', async () => {
    await typed(`docker kill ${a}`);
    await until(run, () => run.lane('a').state === 'exited');
    expect(await typed(`docker kill ${a}`)).toBe(
      `1\nError response from daemon: Cannot kill container: ${a}: Container ${container(a).id} is not running`,
    );
  });

  test('of several prints what went well first', async () => {
    expect(await typed(`docker kill other ${a} ${b}`)).toBe(
      `1\n${a}\n${b}\nError response from daemon: Cannot kill container: other: No such container: other`,
    );
  });

  test('that the lab’s rules do not allow has the lab’s words', async () => {
    await typed(`docker kill -s SIGHUP ${a}`);
    expect(await typed(`docker kill -s SIGTERM ${a}`)).toMatch(
      /^1\nLane A was already sent docker kill --signal=SIGHUP/,
    );
  });
});

describe('docker stop', () => {
  test('prints the name when the container has ended', async () => {
    expect(await typed(`docker stop -t 1 ${a}`)).toBe(`0\n${a}`);
    expect(await container(a).inspect()).toMatchObject({ isRunning: false, exitCode: 0 });
    expect(run.view().lanes[0]?.termination).toEqual({ kind: 'stop', gracePeriodSeconds: 1 });
  });

  test('of one that has ended does nothing and prints the name', async () => {
    await typed(`docker kill ${a}`);
    await until(run, () => run.lane('a').state === 'exited');
    expect(await typed(`docker stop ${a}`)).toBe(`0\n${a}`);
  });

  test('of the last container that runs is told, though the run ends with it', async () => {
    expect(await typed(`docker stop ${a} ${b}`)).toBe(`0\n${a}\n${b}`);
  });
});

describe('docker start', () => {
  test('of one that runs prints its name', async () => {
    expect(await typed(`docker start ${a}`)).toBe(`0\n${a}`);
  });

  test('of one that has ended says why not, and what to do', async () => {
    await typed(`docker kill ${a}`);
    await until(run, () => run.lane('a').state === 'exited');
    expect(await typed(`docker start ${a}`)).toMatch(
      new RegExp(`^1\n${a} has ended, .* Reset makes new containers; .*\nError: failed to start containers: ${a}$`),
    );
    expect(container(a).timesStartedAgain).toBe(0);
  });
});

test('docker logs prints the container’s own lines without colours and control characters', async () => {
  await until(run, () => run.lane('a').log.lastSeq >= 2);
  expect(await typed(`docker logs ${a}`)).toBe('0\nout red \nerr red ');
  expect(await typed(`docker logs --tail 1 ${a}`)).toBe('0\nerr red ');
  expect(await typed(`docker logs -t -n 1 ${a}`)).toMatch(/^0\n\d{4}-\d\d-\d\dT[\d:.]+Z err red $/);
  expect((await runLine(run, 'a', `docker logs ${a}`)).lines.map(({ stream }) => stream)).toEqual([
    'stdout',
    'stderr',
  ]);
});

test('docker inspect, top and stats look at a container', async () => {
  const printed = await typed(`docker inspect ${a}`);
  const [seen]: unknown[] = JSON.parse(printed.slice(2));
  expect(seen).toMatchObject({
    Id: container(a).id,
    State: { Status: 'running', ExitCode: 0, FinishedAt: '0001-01-01T00:00:00Z' },
    HostConfig: { RestartPolicy: { Name: 'no' } },
  });
  expect(await typed(`docker top ${a}`)).toMatch(/^0\nUID {17}PID {17}PPID .*\nfake .* fake server$/);
  expect(await typed(`docker stats --no-stream ${a}`)).toMatch(
    /1MiB \/ -- .*\n-- stands for what this engine cannot/,
  );
  await typed(`docker kill ${a}`);
  await until(run, () => run.lane('a').state === 'exited');
  expect(await typed(`docker top ${a}`)).toBe(
    `1\nError response from daemon: Container ${container(a).id} is not running`,
  );
});

describe('curl', () => {
  test.each([
    ['a path', () => '/healthcheck'],
    ['the published address', () => `${container(a).url}/healthcheck`],
    ['localhost', () => `localhost:${container(a).address.port}/healthcheck`],
    ['the container’s name', () => `http://${a}/healthcheck`],
  ])('reaches the service by %s', async (_title, target) => {
    expect(await typed(`curl ${target()}`)).toBe('0\nok');
  });

  test('-i shows the head of the answer', async () => {
    expect(await typed('curl -i /')).toMatch(/^0\nHTTP\/1\.1 200 OK\n(.+\n)+\nok$/);
  });

  test.each([
    ['http://example.com/', 6],
    ['http://169.254.169.254/', 6],
    ['http://127.0.0.1:1/', 6],
    ['http://127.0.0.1@example.com/', 3],
    ['https://localhost/', 1],
    ['file:///etc/passwd', 1],
    ["'/a b'", 3],
  ])('to %s is refused', async (target, exitCode) => {
    expect(await typed(`curl ${target}`)).toMatch(new RegExp(`^${exitCode}\ncurl: `));
  });

  test('to one that has ended fails to connect, whoever has its port by then', async () => {
    const { url, address } = container(a);
    await typed(`docker kill ${a}`);
    await until(run, () => run.lane('a').state === 'exited');
    expect(await typed(`curl ${url}/`)).toBe(
      `7\ncurl: (7) Failed to connect to 127.0.0.1 port ${address.port} after 0 ms: Couldn't connect to server`,
    );
    expect(await typed('curl -s /')).toBe('7');
  });

  test('is no request of the ledger', async () => {
    expect(await typed("curl -d '{}' /api/comment/new")).toBe('0\nok');
    expect(run.lane('a').ledger.rows()).toEqual([]);
    expect(run.wasUsed).toBe(false);
  });
});

test('nothing can be typed into a run that is over', async () => {
  await run.finish();
  await expect(runLine(run, 'a', 'docker ps')).rejects.toMatchObject({ code: 'run-over' });
});

test('a command is given up when the run comes to its end', async () => {
  const slow = await lab.create({ traffic: { handlerTimeMs: 5_000 } });
  await until(slow, () => slow.status === 'ready');
  const asked = runLine(slow, 'a', "curl -d '{}' /api/comment/new").catch((error: unknown) => error);
  await until(slow, () => slow.lane('a').log.lastSeq > 2);
  await slow.finish();
  expect(await asked).toMatchObject({ code: 'run-over' });
});
