import { readdir } from 'node:fs/promises';
import type Dockerode from 'dockerode';
import { z } from 'zod';
import type { Said, SaidValue } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import { ImageBuildError } from '../../errors.ts';
import type { PrepareProgress } from '../engine.ts';
import type { LabContainer } from '../lab-container.ts';
import { engineWords, isLost } from './client.ts';
import { jsonLines } from './json-lines.ts';

export interface ImageBuild {
  container: LabContainer;
  /** What the builder gets of the container's folder. */
  contextFolder: string;
  image: string;
  baseImage: string;
  labels: Record<string, string>;
  report: (step: PrepareProgress) => void;
  abortSignal: AbortSignal;
}

const messageSchema = z.object({
  stream: z.string().optional(),
  error: z.string().optional(),
  aux: z.object({ ID: z.string().optional() }).optional(),
});

/** Enough of the builder's output to show what failed: apt and compilers say it in their last lines. */
const LAST_LINES = 20;

/**
 * Builds an image with the classic builder, which every engine has.
 * @returns its id: its name may be another's by now
 * @throws ImageBuildError with the builder's last lines
 */
export async function buildImage(docker: Dockerode, build: ImageBuild): Promise<string> {
  const { container, contextFolder, image, report, abortSignal } = build;
  const lines: string[] = [];
  let failure: string | null = null;
  let id: string | null = null;
  let total = 0;
  report({ phase: 'image', said: said('Building {image}', { image }) });
  try {
    const stream = await docker.buildImage(
      { context: contextFolder, src: await readdir(contextFolder) },
      {
        version: '1',
        t: image,
        labels: build.labels,
        buildargs: { BASE_IMAGE: build.baseImage },
        // The packages come from where this machine's own do, which a bridge network need not reach.
        networkmode: 'host',
        rm: true,
        forcerm: true,
        abortSignal,
      },
    );
    for await (const value of jsonLines(stream)) {
      const message = messageSchema.safeParse(value).data;
      failure = message?.error ?? failure;
      id = message?.aux?.ID ?? id;
      for (const line of (message?.stream ?? '').split('\n')) if (line.trim() !== '') lines.push(line.trimEnd());
      lines.splice(0, lines.length - LAST_LINES);
      const step = buildStep(message?.stream ?? '');
      total = step?.total ?? total;
      if (step !== null) report(step);
    }
  } catch (error) {
    if (abortSignal.aborted || isLost(error)) throw error;
    failure = engineWords(error);
  }
  abortSignal.throwIfAborted();
  if (failure !== null || id === null) {
    throw new ImageBuildError(
      notBuilt(container, image, failure ?? said('the builder ended without an image'), lines),
    );
  }
  report({ phase: 'image', said: said('Built {image}', { image }), done: total, total });
  return id;
}

/** The step that the builder's line `Step 3/7 : RUN apt-get update` begins; null for any other line. */
export function buildStep(line: string): (PrepareProgress & { done: number; total: number }) | null {
  const [, number, total, instruction] = /^Step (\d+)\/(\d+) : (.*)/.exec(line) ?? [];
  if (number === undefined || instruction === undefined) return null;
  const values = { number, total: String(total), instruction: instruction.replace(/\s+/g, ' ').slice(0, 120) };
  const step = said('Step {number}/{total}: {instruction}', values);
  return { phase: 'image', said: step, done: Number(number) - 1, total: Number(total) };
}

function notBuilt({ folder }: LabContainer, image: string, failure: SaidValue, lines: readonly string[]): Said {
  return said(
    'The image {image} could not be built: {failure}. Look at {file}, and whether this machine reaches its package sources; then make a new run. The builder’s last lines:\n{lines}',
    { image, failure, file: `${folder}/Dockerfile`, lines: lines.join('\n') },
  );
}
