import type { Request, Response, Router } from 'express';
import express from 'express';
import { z } from 'zod';
import { createRepeatSchema, repeatIdSchema } from '#protocol/repeat.ts';
import { ownRepeat } from '../access/commanded.ts';
import { learnerOf } from '../access/learner.ts';
import { forReader } from '../access/reader.ts';
import { parseInput } from '../input.ts';
import type { Lab } from '../lab.ts';
import type { WatchableRepeat } from '../runs/watchable-repeat.ts';

const params = z.object({ repeatId: repeatIdSchema });
const noBody = z.union([z.undefined(), z.strictObject({})]);

/** The calls under `/api/repeats`. */
export function repeatsRouter(lab: Lab): Router {
  const router = express.Router();

  router.post('/', async (request, response) => {
    const command = parseInput(createRepeatSchema, request.body);
    const repeat = await lab.repeats.create(command, learnerOf(request.headers));
    response.status(201).location(`/api/repeats/${repeat.id}`);
    answer(request, response, repeat);
  });
  router.get('/', (request, response) => {
    response.json(forReader(request, () => lab.repeats.list()));
  });
  router.get('/:repeatId', (request, response) => {
    answer(request, response, lab.repeats.get(parseInput(params, request.params).repeatId));
  });
  router.post('/:repeatId/stop', async (request, response) => {
    parseInput(noBody, request.body);
    answer(request, response, await lab.repeats.stop(own(lab, request).id));
  });
  router.delete('/:repeatId', async (request, response) => {
    await lab.repeats.remove(own(lab, request).id);
    response.status(204).end();
  });
  return router;
}

function own(lab: Lab, request: Request): WatchableRepeat {
  return ownRepeat(lab, parseInput(params, request.params).repeatId, learnerOf(request.headers));
}

function answer(request: Request, response: Response, repeat: WatchableRepeat): void {
  response.json(forReader(request, () => repeat.view()));
}
