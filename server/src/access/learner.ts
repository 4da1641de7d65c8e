import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'cookie';
import type { RequestHandler } from 'express';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';

/** Names the learner: a browser. */
export const LEARNER_COOKIE = 'learner';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The learner that a request's cookie names, or null for a script without one. */
export function learnerOf(headers: IncomingHttpHeaders): string | null {
  const value = parse(headers.cookie ?? '')[LEARNER_COOKIE];
  return value !== undefined && UUID.test(value) ? value : null;
}

/** A learner's progress in the course outlives the browser's restart: a year from the last visit, in milliseconds. */
const REMEMBERED_MS = 365 * 24 * 60 * 60 * 1_000;

/** Names a learner with the page, a new one anew. `SameSite=Strict` and `HttpOnly`: no other page and no script can use it. */
export const nameLearner: RequestHandler = (request, response, next) => {
  const learner = learnerOf(request.headers) ?? randomUUID();
  response.cookie(LEARNER_COOKIE, learner, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    maxAge: REMEMBERED_MS,
  });
  next();
};

/**
 * Refuses a learner's command to somebody else's run. A script on the machine has no cookie and may command every run: whoever
 * can start one can also type the Docker commands. A run that a script made is open to every learner.
 * @throws LabError `not-yours`
 */
export function assertMayCommand(owner: string | null, learner: string | null, what: 'run' | 'repeat' = 'run'): void {
  if (owner === null || learner === null || owner === learner) return;
  throw new LabError(
    'not-yours',
    said(
      what === 'run'
        ? 'This run belongs to another browser session: you can watch it. Start one of your own to act.'
        : 'This repeat belongs to another browser session: you can watch it. Start one of your own to act.',
    ),
  );
}
