import type { Agent } from 'node:http';
import { request } from 'node:http';
import { z } from 'zod';
import type { HttpAddress } from './engine.ts';

/** A whole answer of a lab container. */
export interface Answer {
  status: number;
  /** What the body says; the text itself where it is no JSON. */
  body: unknown;
  bytes: number;
  connection: string | undefined;
}

export interface Question {
  method?: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
  agent?: Agent;
}

/** Asks, on a connection of its own unless an agent is given; null when the connection ended before the whole answer. */
export function ask({ host, port }: HttpAddress, question: Question): Promise<Answer | null> {
  const { method = 'GET', path, headers = {}, body, agent = false } = question;
  const { promise, resolve } = Promise.withResolvers<Answer | null>();
  const sent = request({ host, port, method, path, headers, agent }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.once('close', () => {
      const bytes = Buffer.concat(chunks);
      const { statusCode = 0, complete, headers: answered } = response;
      const said = parsed(bytes.toString());
      const whole = { status: statusCode, body: said, bytes: bytes.length, connection: answered.connection };
      resolve(complete ? whole : null);
    });
  });
  sent.once('error', () => resolve(null));
  sent.end(body);
  return promise;
}

/** The comment of a request, as comments-api takes it. */
export const comment = (number: number) => ({
  email: 'email@email.com',
  comment: `Post number ${number}`,
  content_id: 7,
});

/** What comments-api answers to a comment that it stored. */
export const STORED = {
  status: 201,
  body: { status: 'SUCCESS', message: 'comment created and associated with content_id 7' },
};

/** Sends a comment with the number as its request id; null when the connection ended before the answer. */
export function post(
  address: HttpAddress,
  number: number | string,
  options: { body?: unknown; key?: string; agent?: Agent } = {},
): Promise<Answer | null> {
  const { body = comment(Number(number)), key, agent } = options;
  const headers = {
    'Content-Type': 'application/json',
    'X-Request-Id': String(number),
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ask(address, { method: 'POST', path: '/api/comment/new', headers, body: text, ...(agent && { agent }) });
}

const storedSchema = z.object({ stored: z.array(z.int()) });

/** The numbers of the requests whose work a lab container has. */
export async function storedBy(address: HttpAddress): Promise<number[]> {
  return storedSchema.parse((await ask(address, { path: '/stored' }))?.body).stored;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
