import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { handLane } from '#protocol/by-hand/hand-lane.ts';
import { laneScript } from '#protocol/by-hand/lane-script.ts';
import { trafficFunctions } from '#protocol/by-hand/traffic-commands.ts';
import type { LaneId } from '#protocol/ids.ts';
import type { Traffic } from '#protocol/traffic.ts';
import { trafficSchema } from '#protocol/traffic.ts';
import { PROJECT_ROOT } from '../../config.ts';
import { loadCatalogue } from '../../runs/catalogue.ts';
import { createInstance } from '../instance.ts';
import { loadLabContainers } from '../lab-container.ts';
import { BASE_IMAGE, isDockerNeeded, never, outside } from './contract-support.ts';
import { DockerEngine } from './docker-engine.ts';

const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
const { scenarios } = await loadCatalogue(join(PROJECT_ROOT, 'server/content/scenarios'), containers);

/** Seconds of traffic before the ending and after the exit: enough for some requests on a busy machine. */
const SHORT = { BEFORE: '3', AFTER: '1' };

function laneOf(scenarioId: string, laneId: LaneId, traffic?: Traffic) {
  const scenario = scenarios.find(({ id }) => id === scenarioId);
  const lane = scenario && handLane({ ...scenario, traffic: traffic ?? scenario.traffic }, laneId);
  if (!lane) throw new Error(`There is no lane ${laneId} in ${scenarioId}.`);
  return lane;
}

/** What a shell prints, errors included. */
async function shell(script: string, environment: Record<string, string> = {}): Promise<string> {
  const child = spawn('sh', [], { cwd: PROJECT_ROOT, env: { ...process.env, ...environment } });
  child.stdin.end(script);
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return out + errors;
}

/** Does a lane by its script, under a name of its own, and tells what is left of it. */
async function byHand(scenarioId: string, laneId: LaneId) {
  const lane = laneOf(scenarioId, laneId);
  const name = `by-hand-${randomBytes(4).toString('hex')}`;
  const printed = await shell(laneScript({ ...lane, program: { ...lane.program, name } }), SHORT);
  const left = await outside.listContainers({ all: true, filters: { name: [name] } });
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(printed)?.[1]);
  return { printed, left: left.map(({ Names }) => Names), answered: count('answered'), cut: count('cut') };
}

describe.runIf(await isDockerNeeded())('a lane that is done by hand with the script of the page', () => {
  beforeAll(async () => {
    await using engine = await DockerEngine.connect({ instance: await createInstance(), baseImage: BASE_IMAGE });
    for (const name of ['comments-api', 'comments-api-node']) {
      const container = containers.get(name);
      if (container !== undefined) await engine.prepare(container, () => {}, never);
    }
  });

  it('ends as the lab says that it does, answers requests before, and leaves nothing', async () => {
    const [kill, term, drains, stays] = await Promise.all([
      byHand('in-flight', 'a'),
      byHand('in-flight', 'b'),
      byHand('keep-alive', 'a'),
      byHand('keep-alive', 'b'),
    ]);
    const all = { kill, term, drains, stays };
    for (const [what, { printed, left, answered }] of Object.entries(all)) {
      expect(answered, `${what}: ${printed}`).toBeGreaterThan(0);
      expect(left, what).toEqual([]);
    }
    expect(kill.printed).toContain('exited, exit code 137, OOMKilled false');
    expect(kill.cut, kill.printed).toBeGreaterThan(0);
    expect(term.printed).toContain('exited, exit code 0, OOMKilled false');
    expect(term.printed).toContain('Handling signal: term');
    expect(drains.printed).toContain('exited, exit code 0, OOMKilled false');
    expect(stays.printed).toContain('exited, exit code 137, OOMKilled false');
  });

  it('does not touch a container of that name that is somebody else’s', async () => {
    const lane = laneOf('in-flight', 'a');
    const name = `by-hand-${randomBytes(4).toString('hex')}`;
    const theirs = await outside.createContainer({ name, Image: lane.program.service.container.image });
    try {
      const printed = await shell(laneScript({ ...lane, program: { ...lane.program, name } }));
      expect(printed).toContain(`There is a container ${name} already.`);
      expect((await theirs.inspect()).State.Status).toBe('created');
    } finally {
      await theirs.remove();
    }
  });
});

describe('the traffic of a shell', () => {
  const few = { timeoutMs: 10_000, handlerTimeMs: 0, maxRequests: 6, maxSeconds: 60 };

  /** What a server hears of the traffic, and what the shell prints of it. */
  async function heard(traffic: Record<string, unknown>) {
    const requests: { number: string; body: string; connection: number; kept: string }[] = [];
    const connections = new Set<unknown>();
    const server = createServer(async (request, response) => {
      connections.add(request.socket);
      const body = (await buffer(request)).toString();
      const { 'x-request-id': number, connection: kept = '' } = request.headers;
      requests.push({ number: String(number), body, connection: connections.size, kept });
      response.writeHead(201).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    const functions = trafficFunctions(
      laneOf('keep-alive', 'a', trafficSchema.parse({ ...few, ...traffic })),
      'terminal',
    );
    const printed = await shell(`address=127.0.0.1:${address.port}\n${functions}\ntraffic`);
    server.close();
    const order = (one: { number: string }, other: { number: string }) => Number(one.number) - Number(other.number);
    return { requests: requests.sort(order), printed, connections: connections.size };
  }

  const bodies = [1, 2, 3, 4, 5, 6].map((number) => ({
    number: String(number),
    body: `{"email":"email@email.com","comment":"Post number ${number}","content_id":1}`,
  }));

  test('sends each request once, in a connection of its own, and prints a line of it', async () => {
    const clients = { model: 'closed', clients: 2, pauseMs: 10, keepAlive: false } as const;
    const { requests, printed, connections } = await heard(clients);
    expect(requests).toMatchObject(bodies);
    expect(requests.every(({ kept }) => kept === 'close')).toBe(true);
    expect(connections).toBe(6);
    expect(printed.match(/^[1-6] 201 0 [\d.]+ [\d.]+ *$/gm)).toHaveLength(6);
  });

  test('keeps a connection for each client where the clients do', async () => {
    const { requests, printed, connections } = await heard({
      model: 'closed',
      clients: 2,
      pauseMs: 10,
      keepAlive: true,
    });
    expect(requests).toMatchObject(bodies);
    expect(connections).toBe(2);
    expect(printed.match(/ 201 0 /g)).toHaveLength(6);
  });

  test('at a fixed rate does the same', async () => {
    const { requests, connections } = await heard({ model: 'open', ratePerSecond: 50, keepAlive: false });
    expect(requests).toMatchObject(bodies);
    expect(connections).toBe(6);
  });
});
