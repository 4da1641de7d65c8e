import type { Request, Response, Router } from 'express';
import express from 'express';
import { z } from 'zod';
import { comparedLanesSchema, renameSchema } from '#protocol/history.ts';
import type { LaneId } from '#protocol/ids.ts';
import { laneIdSchema, runIdSchema } from '#protocol/ids.ts';
import { said } from '#protocol/language/say.ts';
import { createRunSchema } from '#protocol/run.ts';
import { terminationSchema } from '#protocol/termination.ts';
import { assertOwnRun, goingRun } from '../access/commanded.ts';
import { learnerOf } from '../access/learner.ts';
import { forReader, languageOf } from '../access/reader.ts';
import { LabError } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { Lab } from '../lab.ts';
import { lookAtEngines, viewEngines } from '../lab.ts';
import type { Run } from '../runs/run.ts';
import type { WatchableLane, WatchableRun } from '../runs/watchable.ts';
import { sendLedger } from './ledger-lines.ts';
import { repeatsRouter } from './repeats.ts';
import { reportRouter } from './report.ts';

const runParams = z.object({ runId: runIdSchema });
const laneParams = z.object({ runId: runIdSchema, laneId: laneIdSchema });
const ledgerQuery = z.object({ lane: laneIdSchema });
/** How many runs a list may have: its default is a page's worth. */
const limitQuery = z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(50) });
const comparisonQuery = z.object({ lanes: comparedLanesSchema });
const noBody = z.union([z.undefined(), z.strictObject({})]);

/**
 * The outside contract of the lab: what scripts and tests drive.
 * @param dist the folder of the built page
 */
export function apiRouter(lab: Lab, dist: string): Router {
  const router = express.Router();
  // Before the limit of every other body: a report is larger.
  router.use(reportRouter(lab, dist));
  router.use(express.json({ limit: '32kb', strict: true }));

  router.get('/health', (_request, response) => {
    if (lab.isClosing) throw new LabError('shutting-down', said('The lab is shutting down.'));
    response.json({ status: 'ok', version: lab.version });
  });
  router.get('/engines', async (request, response) => {
    const engines = await lookAtEngines(lab);
    response.json(forReader(request, () => viewEngines(engines)));
  });
  router.get('/scenarios', (request, response) => {
    response.json(lab.content[languageOf(request)].scenarios);
  });
  router.get('/scenarios/:id', (request, response) => {
    const { scenarios } = lab.content[languageOf(request)];
    const scenario = scenarios.find(({ id }) => id === request.params.id);
    if (scenario === undefined)
      throw new LabError('not-found', said('There is no such scenario: GET /api/scenarios lists them.'));
    response.json(scenario);
  });

  router.get('/course', (request, response) => {
    response.json(lab.content[languageOf(request)].course);
  });

  router.post('/runs', async (request, response) => {
    const run = await lab.runs.create(parseInput(createRunSchema, request.body), learnerOf(request.headers));
    response.status(201).location(`/api/runs/${run.id}`);
    answer(request, response, run);
  });
  router.get('/runs', (request, response) => {
    const { limit } = parseInput(limitQuery, request.query);
    response.json(forReader(request, () => lab.history.views(limit)));
  });
  router.get('/history', (request, response) => {
    const { limit } = parseInput(limitQuery, request.query);
    response.json(forReader(request, () => lab.history.list(limit)));
  });
  router.get('/comparison', async (request, response) => {
    const { lanes } = parseInput(comparisonQuery, request.query);
    response.json(await lab.history.compare(lanes, languageOf(request)));
  });
  router.get('/runs/:runId', async (request, response) => {
    answer(request, response, await theRun(lab, request));
  });
  router.get('/runs/:runId/ledger', async (request, response) => {
    const { lane } = parseInput(ledgerQuery, request.query);
    await sendLedger(response, theLane(await theRun(lab, request), lane).ledger.rows());
  });
  router.delete('/runs/:runId', async (request, response) => {
    const { runId } = parseInput(runParams, request.params);
    assertOwnRun(lab, runId, learnerOf(request.headers));
    await lab.history.remove(runId);
    response.status(204).end();
  });
  router.patch('/runs/:runId', async (request, response) => {
    const { runId } = parseInput(runParams, request.params);
    const { name } = parseInput(renameSchema, request.body);
    assertOwnRun(lab, runId, learnerOf(request.headers));
    answer(request, response, await lab.history.rename(runId, name));
  });

  router.post('/runs/:runId/start', (request, response) => {
    parseInput(noBody, request.body);
    const run = commandedRun(lab, request);
    run.start();
    answer(request, response, run);
  });
  router.post('/runs/:runId/terminate', async (request, response) => {
    parseInput(noBody, request.body);
    const run = commandedRun(lab, request);
    await run.terminate();
    answer(request, response.status(202), run);
  });
  router.post('/runs/:runId/lanes/:laneId/terminate', async (request, response) => {
    const { laneId } = parseInput(laneParams, request.params);
    const run = commandedRun(lab, request);
    await run.terminateLane(laneId, parseInput(terminationSchema, request.body));
    answer(request, response.status(202), run);
  });
  router.post('/runs/:runId/finish', async (request, response) => {
    parseInput(noBody, request.body);
    const { runId } = parseInput(runParams, request.params);
    assertOwnRun(lab, runId, learnerOf(request.headers));
    const run = await lab.history.get(runId);
    await lab.runs.find(runId)?.finish();
    answer(request, response, run);
  });

  router.use('/repeats', repeatsRouter(lab));

  router.use((request) => {
    throw new LabError(
      'not-found',
      said('There is no {call}: README.md lists the calls.', {
        call: `${request.method} ${request.originalUrl.split('?')[0]}`,
      }),
    );
  });
  return router;
}

async function theRun(lab: Lab, request: Request): Promise<WatchableRun> {
  return await lab.history.get(parseInput(runParams, request.params).runId);
}

function theLane({ id, lanes }: WatchableRun, laneId: LaneId): WatchableLane {
  const lane = lanes.find((candidate) => candidate.id === laneId);
  if (lane === undefined)
    throw new LabError('not-found', said('The run {run} has no lane {lane}.', { run: id, lane: laneId }));
  return lane;
}

function commandedRun(lab: Lab, request: Request): Run {
  return goingRun(lab, parseInput(runParams, request.params).runId, learnerOf(request.headers));
}

function answer(request: Request, response: Response, run: WatchableRun): void {
  response.json(forReader(request, () => run.view()));
}
