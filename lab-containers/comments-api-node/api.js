import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';

/** @import { ErrorRequestHandler, Request, RequestHandler, Response } from 'express' */

/**
 * The routes of comments-api. A request that carries an `X-Request-Id` of digits leaves `request=N received` and
 * `request=N stored` on standard output, `handlerTimeMs` milliseconds apart.
 *
 * @param {number} handlerTimeMs
 */
export function createApi(handlerTimeMs) {
  /** @type {Map<number, { email: string, comment: string }[]>} Gone with the process, however gracefully it ends. */
  const comments = new Map();
  /** @type {number[]} Of which requests it has the work. */
  const stored = [];

  /** @type {RequestHandler} */
  const newComment = async (request, response) => {
    /** @type {unknown} */
    const body = request.body;
    if (!isComment(body)) return refuse(response);
    if (handlerTimeMs > 0) await sleep(handlerTimeMs);
    const { email, comment, content_id: contentId } = body;
    const others = comments.get(contentId);
    if (others === undefined) comments.set(contentId, [{ email, comment }]);
    else others.push({ email, comment });
    const id = requestId(request);
    if (id !== null) stored.push(Number(id));
    report(request, 'stored');
    const message = `comment created and associated with content_id ${contentId}`;
    response.status(201).json({ status: 'SUCCESS', message });
  };

  const api = express.Router();
  api.get('/healthcheck', (_request, response) => {
    response.json({ pong: true });
  });
  api.get('/stored', (_request, response) => {
    response.json({ stored });
  });
  api.post('/api/comment/new', reportReceived, express.json({ limit: 100_000 }), newComment);
  api.use(refuseUnreadable);
  return api;
}

/** @type {RequestHandler} */
const reportReceived = (request, _response, next) => {
  report(request, 'received');
  next();
};

/** A body that is no JSON. Express tells such a handler by its four parameters. @type {ErrorRequestHandler} */
const refuseUnreadable = (_error, _request, response, _next) => refuse(response);

/** @param {Response} response */
function refuse(response) {
  const message = 'email and comment take text, content_id takes a whole number';
  response.status(400).json({ status: 'FAILURE', message });
}

/**
 * @param {unknown} body
 * @returns {body is { email: string, comment: string, content_id: number }}
 */
function isComment(body) {
  if (typeof body !== 'object' || body === null) return false;
  if (!('email' in body && 'comment' in body && 'content_id' in body)) return false;
  return typeof body.email === 'string' && typeof body.comment === 'string' && Number.isSafeInteger(body.content_id);
}

/**
 * Writes one line at once. Only digits of the header reach the log.
 *
 * @param {Request} request
 * @param {'received' | 'stored'} step
 */
function report(request, step) {
  const id = requestId(request);
  if (id !== null) console.log(`request=${id} ${step}`);
}

/** @param {Request} request */
function requestId(request) {
  const id = request.get('X-Request-Id') ?? '';
  return /^[0-9]{1,9}$/.test(id) ? id : null;
}
