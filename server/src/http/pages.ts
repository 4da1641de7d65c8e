import { join } from 'node:path';
import type { Router } from 'express';
import express from 'express';
import { nameLearner } from '../access/learner.ts';
import { LabError } from '../errors.ts';

/** Serves the built page: its parts by content-hashed names for ever, the page itself anew each time, on every address of its own. */
export function pagesRouter(dist: string): Router {
  const router = express.Router();
  router.use('/assets', express.static(join(dist, 'assets'), { immutable: true, maxAge: '1y' }));
  router.use(express.static(dist, { index: false, cacheControl: false }));
  router.get(['/', '/lab/:scenario', '/runs/:runId'], nameLearner, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(dist, 'index.html'));
  });
  router.use((request) => {
    throw new LabError('not-found', `There is no page ${request.path}: the lab is at /.`);
  });
  return router;
}
