import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import { z } from 'zod';
import { consoleRunSchema } from '#protocol/console.ts';
import { renameRunSchema } from '#protocol/history.ts';
import { inLanguage } from '#protocol/language/speaking.ts';
import type { Result } from '#protocol/result.ts';
import { createRunSchema } from '#protocol/run.ts';
import type { ClientEvents, ServerEvents } from '#protocol/socket.ts';
import {
  historyListSchema,
  lanesCompareSchema,
  laneTerminateSchema,
  logFindSchema,
  runCommandSchema,
  watchSchema,
} from '#protocol/socket.ts';
import { assertOwnRun, goingRun } from '../access/commanded.ts';
import { assertOwnCaller } from '../access/guard.ts';
import { learnerOf } from '../access/learner.ts';
import { languageOfPage } from '../access/reader.ts';
import { runLine } from '../console/console.ts';
import { toLabError } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { Lab } from '../lab.ts';
import { describeLab } from '../lab.ts';
import type { Run } from '../runs/run.ts';
import { runIn } from '../runs/told-in.ts';
import type { WatchableRun } from '../runs/watchable.ts';
import { serveProgress } from './progress.ts';
import { serveRepeats } from './repeats.ts';
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
  const language = languageOfPage(socket);
  const viewOf = (run: WatchableRun) => runIn(language, run).view();
  const viewers = new Map<string, Viewer>();
  /** The last that the page asked to watch of each run, and has not let go of. */
  const wanted = new Map<string, symbol>();

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
      answer({ ok: false, error: inLanguage(language, () => error.toView()) });
    }
  }

  /** A command that changes one of the learner's own runs: it is acknowledged with the run as it is then. */
  const change = <Input extends { runId: string }>(
    schema: z.ZodType<Input>,
    input: unknown,
    acknowledge: unknown,
    work: (run: Run, parsed: Input) => Promise<void> | void,
  ): Promise<void> =>
    command(schema, input, acknowledge, async (parsed) => {
      const run = goingRun(lab, parsed.runId, learner);
      await work(run, parsed);
      return viewOf(run);
    });
  const unwatch = (runId: string): null => {
    wanted.delete(runId);
    viewers.get(runId)?.close();
    viewers.delete(runId);
    return null;
  };

  socket.on('lab:describe', (acknowledge) => {
    void command(z.undefined(), undefined, acknowledge, () => describeLab(lab, language));
  });
  socket.on('run:create', (input, acknowledge) => {
    void command(createRunSchema, input, acknowledge, async (parsed) =>
      viewOf(await lab.runs.create(parsed, learner)),
    );
  });
  socket.on('run:prepare', (input, acknowledge) => {
    void command(createRunSchema, input, acknowledge, async (parsed) =>
      viewOf(await lab.runs.prepare(parsed, learner)),
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
  socket.on('console:run', (input, acknowledge) => {
    void command(consoleRunSchema, input, acknowledge, ({ runId, laneId, line }) =>
      runLine(goingRun(lab, runId, learner), laneId, line),
    );
  });
  socket.on('run:finish', (input, acknowledge) => {
    void change(runCommandSchema, input, acknowledge, (run) => run.finish());
  });
  socket.on('run:remove', (input, acknowledge) => {
    void command(runCommandSchema, input, acknowledge, async ({ runId }) => {
      assertOwnRun(lab, runId, learner);
      await lab.history.remove(runId);
      return unwatch(runId);
    });
  });
  socket.on('run:rename', (input, acknowledge) => {
    void command(renameRunSchema, input, acknowledge, async ({ runId, name }) => {
      assertOwnRun(lab, runId, learner);
      return viewOf(await lab.history.rename(runId, name));
    });
  });
  socket.on('history:list', (input, acknowledge) => {
    void command(historyListSchema, input, acknowledge, ({ limit }) =>
      inLanguage(language, () => lab.history.list(limit)),
    );
  });
  socket.on('lanes:compare', (input, acknowledge) => {
    void command(lanesCompareSchema, input, acknowledge, ({ lanes }) => lab.history.compare(lanes, language));
  });
  socket.on('run:watch', (input, acknowledge) => {
    void command(watchSchema, input, acknowledge, async ({ runId, have }) => {
      const asked = Symbol(runId);
      wanted.set(runId, asked);
      const run = await lab.history.get(runId);
      // While a run was read from disk the page may have gone, or turned to another one.
      if (wanted.get(runId) !== asked) return viewOf(run);
      unwatch(runId);
      const [oldest] = viewers.keys();
      if (viewers.size >= MAX_RUNS_WATCHED && oldest !== undefined) unwatch(oldest);
      const unwatched = lab.runs.watch(runId);
      viewers.set(
        runId,
        new Viewer(
          runIn(language, run),
          have,
          (advance, acknowledged) => socket.emit('run:advanced', advance, acknowledged),
          unwatched,
        ),
      );
      return viewOf(run);
    });
  });
  socket.on('log:find', (input, acknowledge) => {
    void command(logFindSchema, input, acknowledge, (parsed) => lab.history.linesOfRequest(parsed));
  });
  socket.on('run:unwatch', (input, acknowledge) => {
    void command(runCommandSchema, input, acknowledge, ({ runId }) => unwatch(runId));
  });
  serveRepeats(socket, lab, { learner, language }, command);
  serveProgress(socket, lab, learner, command);
  socket.on('disconnect', () => {
    wanted.clear();
    for (const runId of [...viewers.keys()]) unwatch(runId);
  });
}
