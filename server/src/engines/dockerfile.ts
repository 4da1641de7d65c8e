import { z } from 'zod';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';

const wordsSchema = z.array(z.string()).min(1);
/** Docker's own, where a Dockerfile names none (docs.docker.com/reference/dockerfile/#stopsignal). */
const DEFAULT_STOP_SIGNAL = 'SIGTERM';

/**
 * What the last ENTRYPOINT and STOPSIGNAL of a Dockerfile say. The entrypoint must be in exec form and on one line: the lab makes
 * the shell form of it where a scenario asks for that.
 * @throws LabError `invalid-input`
 */
export function readDockerfile(text: string, file: string): { entrypoint: string[]; stopSignal: string } {
  const entrypoint = lastOf(text, 'ENTRYPOINT');
  const words = wordsSchema.safeParse(parseJson(entrypoint));
  if (!words.success) {
    throw new LabError(
      'invalid-input',
      said('{file}: it needs an ENTRYPOINT in exec form, on one line: ENTRYPOINT ["program", "argument"].', { file }),
    );
  }
  return { entrypoint: words.data, stopSignal: lastOf(text, 'STOPSIGNAL') ?? DEFAULT_STOP_SIGNAL };
}

function lastOf(text: string, instruction: string): string | null {
  const found = [...text.matchAll(new RegExp(`^${instruction}[ \\t]+(.+?)[ \\t]*$`, 'gim'))];
  return found.at(-1)?.[1] ?? null;
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
