import type { Request, Response, Router } from 'express';
import express from 'express';
import { z } from 'zod';
import { laneIdSchema, runIdSchema } from '#protocol/ids.ts';
import { createRunSchema } from '#protocol/run.ts';
import { terminationSchema } from '#protocol/termination.ts';
import { assertMayCommand, learnerOf } from '../access/learner.ts';
import { LabError } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { Lab } from '../lab.ts';
import type { Run } from '../runs/run.ts';
import { sendLedger } from './ledger-lines.ts';

const runParams = z.object({ runId: runIdSchema });
const laneParams = z.object({ runId: runIdSchema, laneId: laneIdSchema });
const ledgerQuery = z.object({ lane: laneIdSchema });
const noBody = z.union([z.undefined(), z.strictObject({})]);

/** The outside contract of the lab: what scripts and tests drive. */
export function apiRouter(lab: Lab): Router {
  const router = express.Router();
  router.use(express.json({ limit: '32kb', strict: true }));

  router.get('/health', (_request, response) => {
    if (lab.isClosing) throw new LabError('shutting-down', 'The lab is shutting down.');
    response.json({ status: 'ok', version: lab.version });
  });
  router.get('/engines', async (_request, response) => {
    response.json(await lab.engines.view());
  });
  router.get('/scenarios', (_request, response) => {
    response.json(lab.scenarios);
  });
  router.get('/scenarios/:id', (request, response) => {
    const scenario = lab.scenarios.find(({ id }) => id === request.params.id);
    if (scenario === undefined)
      throw new LabError('not-found', 'There is no such scenario: GET /api/scenarios lists them.');
    response.json(scenario);
  });

  router.post('/runs', async (request, response) => {
    const run = await lab.runs.create(parseInput(createRunSchema, request.body), learnerOf(request.headers));
    response.status(201).location(`/api/runs/${run.id}`).json(run.view());
  });
  router.get('/runs', (_request, response) => {
    response.json(lab.runs.list().map((run) => run.view()));
  });
  router.get('/runs/:runId', (request, response) => {
    response.json(theRun(lab, request).view());
  });
  router.get('/runs/:runId/ledger', async (request, response) => {
    const { lane } = parseInput(ledgerQuery, request.query);
    await sendLedger(response, theRun(lab, request).lane(lane).ledger.rows());
  });
  router.delete('/runs/:runId', async (request, response) => {
    await lab.runs.remove(ownRun(lab, request).id);
    response.status(204).end();
  });

  router.post('/runs/:runId/start', (request, response) => {
    parseInput(noBody, request.body);
    const run = ownRun(lab, request);
    run.start();
    answer(response, 200, run);
  });
  router.post('/runs/:runId/terminate', async (request, response) => {
    parseInput(noBody, request.body);
    const run = ownRun(lab, request);
    await run.terminate();
    answer(response, 202, run);
  });
  router.post('/runs/:runId/lanes/:laneId/terminate', async (request, response) => {
    const { laneId } = parseInput(laneParams, request.params);
    const run = ownRun(lab, request);
    await run.terminateLane(laneId, parseInput(terminationSchema, request.body));
    answer(response, 202, run);
  });
  router.post('/runs/:runId/finish', async (request, response) => {
    parseInput(noBody, request.body);
    const run = ownRun(lab, request);
    await run.finish();
    answer(response, 200, run);
  });

  router.use((request) => {
    throw new LabError(
      'not-found',
      `There is no ${request.method} ${request.originalUrl.split('?')[0]}: README.md lists the calls.`,
    );
  });
  return router;
}

function theRun(lab: Lab, request: Request): Run {
  return lab.runs.get(parseInput(runParams, request.params).runId);
}

function ownRun(lab: Lab, request: Request): Run {
  const run = theRun(lab, request);
  assertMayCommand(run.owner, learnerOf(request.headers));
  return run;
}

function answer(response: Response, status: number, run: Run): void {
  response.status(status).json(run.view());
}
