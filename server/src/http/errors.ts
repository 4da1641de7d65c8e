import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { said } from '#protocol/language/say.ts';
import type { ErrorView } from '#protocol/result.ts';
import { forReader } from '../access/reader.ts';
import { LabError, toLabError } from '../errors.ts';

/** What body-parser throws: https://github.com/expressjs/body-parser#errors */
const bodyErrorSchema = z.object({ type: z.string(), status: z.int(), limit: z.int().optional() });

/** Answers every error in the contract's form, `{"error":{"code","message"}}`, with the status that belongs to it. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = addressError(thrown) ?? bodyError(thrown) ?? toLabError(thrown);
    if (error.status >= 500) log.error({ err: thrown, url: request.originalUrl }, 'a call failed');
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const body: { error: ErrorView } = { error: forReader(request, () => error.toView()) };
    response.status(error.status).json(body);
  };
}

/** Express throws the error of `decodeURIComponent` for an address such as `/runs/%ZZ`. */
function addressError(thrown: unknown): LabError | null {
  if (!(thrown instanceof URIError)) return null;
  return new LabError(
    'invalid-input',
    said('The address is not well-formed: a % stands before two hexadecimal digits.'),
  );
}

function bodyError(thrown: unknown): LabError | null {
  const parsed = bodyErrorSchema.safeParse(thrown);
  if (!parsed.success || parsed.data.status >= 500) return null;
  if (parsed.data.type === 'entity.too.large')
    return new LabError(
      'body-too-large',
      said('The body may have at most {size}.', { size: sizeText(parsed.data.limit ?? 0) }),
    );
  return new LabError(
    'invalid-input',
    said('The body is not JSON: send an object, with Content-Type: application/json.'),
  );
}

function sizeText(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes} KB` : `${kilobytes / 1024} MB`;
}
