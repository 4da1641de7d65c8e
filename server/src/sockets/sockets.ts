import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import { z } from 'zod';
import type { Result } from '#protocol/result.ts';
import { createRunSchema } from '#protocol/run.ts';
import type { ClientEvents, ServerEvents } from '#protocol/socket.ts';
import { laneTerminateSchema, runCommandSchema, watchSchema } from '#protocol/socket.ts';
import { assertOwnCaller } from '../access/guard.ts';
import { assertMayCommand, learnerOf } from '../access/learner.ts';
import { toLabError } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { Lab } from '../lab.ts';
import { describeLab } from '../lab.ts';
import type { Run } from '../runs/run.ts';
import { Viewer } from './viewer.ts';

/** No command is longer; a larger packet closes the connection. */
const MAX_PACKET_BYTES = 32 * 1024;
/** A page shows one run; a few more are a learner with several tabs' worth of curiosity on one connection. */
const MAX_RUNS_WATCHED = 8;

type LabServer = Server<ClientEvents, ServerEvents>;
type LabSocket = Socket<ClientEvents, ServerEvents>;

/**
 * The live side of the contract: the same commands as over HTTP, and what happens in the runs that are watched.
 * @param hosts the names by which the lab may be called, known once it listens
 */
export function serveSockets(http: HttpServer, lab: Lab, hosts: () => ReadonlySet<string>, log: Logger): LabServer {
  const server: LabServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    // CORS settings do not keep a foreign page from opening a WebSocket; this does, for polling too.
    allowRequest: (request, decide) => {
      try {
        assertOwnCaller(request.headers, request.method ?? 'GET', hosts());
        decide(null, true);
      } catch {
        decide('not allowed', false);
      }
    },
  });
  server.on('connection', (socket) => serveSocket(socket, lab, log));
  return server;
}

function serveSocket(socket: LabSocket, lab: Lab, log: Logger): void {
  const learner = learnerOf(socket.request.headers);
  const viewers = new Map<string, Viewer>();

  /** Checks the command, carries it out, and acknowledges with what came of it; an unasked or odd acknowledgement is ignored. */
  async function command<Schema extends z.ZodType, T>(
    schema: Schema,
    input: unknown,
    acknowledge: unknown,
    work: (command: z.infer<Schema>) => Promise<T> | T,
  ): Promise<void> {
    const answer = (result: Result<T>) => {
      if (typeof acknowledge === 'function') acknowledge(result);
    };
    try {
      answer({ ok: true, data: await work(parseInput(schema, input)) });
    } catch (thrown) {
      const error = toLabError(thrown);
      if (error.status >= 500) log.error({ err: thrown }, 'a command failed');
      answer({ ok: false, error: error.toView() });
    }
  }

  const ownRun = (runId: string): Run => {
    const run = lab.runs.get(runId);
    assertMayCommand(run.owner, learner);
    return run;
  };
  /** A command that changes one of the learner's own runs: it is acknowledged with the run as it is then. */
  const change = <Input extends { runId: string }>(
    schema: z.ZodType<Input>,
    input: unknown,
    acknowledge: unknown,
    work: (run: Run, parsed: Input) => Promise<void> | void,
  ): Promise<void> =>
    command(schema, input, acknowledge, async (parsed) => {
      const run = ownRun(parsed.runId);
      await work(run, parsed);
      return run.view();
    });
  const unwatch = (runId: string): null => {
    viewers.get(runId)?.close();
    viewers.delete(runId);
    return null;
  };

  socket.on('lab:describe', (acknowledge) => {
    void command(z.undefined(), undefined, acknowledge, () => describeLab(lab));
  });
  socket.on('run:create', (input, acknowledge) => {
    void command(createRunSchema, input, acknowledge, async (parsed) =>
      (await lab.runs.create(parsed, learner)).view(),
    );
  });
  socket.on('run:start', (input, acknowledge) => {
    void change(runCommandSchema, input, acknowledge, (run) => run.start());
  });
  socket.on('run:terminate', (input, acknowledge) => {
    void change(runCommandSchema, input, acknowledge, (run) => run.terminate());
  });
  socket.on('lane:terminate', (input, acknowledge) => {
    void change(laneTerminateSchema, input, acknowledge, (run, { laneId, termination }) =>
      run.terminateLane(laneId, termination),
    );
  });
  socket.on('run:finish', (input, acknowledge) => {
    void change(runCommandSchema, input, acknowledge, (run) => run.finish());
  });
  socket.on('run:remove', (input, acknowledge) => {
    void command(runCommandSchema, input, acknowledge, async ({ runId }) => {
      await lab.runs.remove(ownRun(runId).id);
      return unwatch(runId);
    });
  });
  socket.on('run:watch', (input, acknowledge) => {
    void command(watchSchema, input, acknowledge, ({ runId, have }) => {
      const run = lab.runs.get(runId);
      unwatch(runId);
      const [oldest] = viewers.keys();
      if (viewers.size >= MAX_RUNS_WATCHED && oldest !== undefined) unwatch(oldest);
      viewers.set(
        runId,
        new Viewer(run, have, (advance, acknowledged) => socket.emit('run:advanced', advance, acknowledged)),
      );
      return run.view();
    });
  });
  socket.on('run:unwatch', (input, acknowledge) => {
    void command(runCommandSchema, input, acknowledge, ({ runId }) => unwatch(runId));
  });
  socket.on('disconnect', () => {
    for (const runId of [...viewers.keys()]) unwatch(runId);
  });
}
