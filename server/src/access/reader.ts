import type { Request } from 'express';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import type { Language } from '#protocol/language/languages.ts';
import { languageSchema } from '#protocol/language/schemas.ts';
import { inLanguage } from '#protocol/language/speaking.ts';

// A page says what its reader chose; a script says nothing, and has English.
const askedSchema = z.object({ language: languageSchema.catch('en').default('en') }).catch({ language: 'en' });

/** The language that a call asks for, `?language=pt-BR`. What it is sent in its headers is its browser's and not its reader's. */
export function languageOf({ query }: Pick<Request, 'query'>): Language {
  return askedSchema.parse(query).language;
}

/** The language of the page at the other end of a connection. */
export function languageOfPage({ handshake }: Pick<Socket, 'handshake'>): Language {
  return askedSchema.parse(handshake.auth).language;
}

/** Answers a call with what is worked out in its language. */
export function forReader<T>(
  request: Pick<Request, 'query'>,
  work: () => T extends PromiseLike<unknown> ? never : T,
): T {
  return inLanguage(languageOf(request), work);
}
