import { join } from 'node:path';
import type { Router } from 'express';
import express from 'express';
import { said } from '#protocol/language/say.ts';
import { nameLearner } from '../access/learner.ts';
import { LabError } from '../errors.ts';

/** Serves the built page: its parts by content-hashed names for ever, the page itself anew each time, on every address of its own. */
export function pagesRouter(dist: string): Router {
  const router = express.Router();
  router.use('/assets', express.static(join(dist, 'assets'), { immutable: true, maxAge: '1y' }));
  router.use(express.static(dist, { index: false, cacheControl: false }));
  router.get(
    [
      '/',
      '/lab/:scenario',
      '/learn',
      '/learn/:scenario',
      '/learn/:scenario/:step',
      '/runs/:runId',
      '/repeats/:repeatId',
      '/history',
      '/compare',
    ],
    nameLearner,
    (_request, response) => {
      response.set('Cache-Control', 'no-cache').sendFile(join(dist, 'index.html'));
    },
  );
  router.use((request) => {
    throw new LabError('not-found', said('There is no page {path}: the lab is at /.', { path: request.path }));
  });
  return router;
}
