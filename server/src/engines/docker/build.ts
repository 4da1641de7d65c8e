import { readdir } from 'node:fs/promises';
import type Dockerode from 'dockerode';
import { z } from 'zod';
import type { PrepareStep } from '#protocol/lane.ts';
import { ImageBuildError } from '../../errors.ts';
import type { LabContainer } from '../lab-container.ts';
import { engineWords, isLost } from './client.ts';
import { jsonLines } from './json-lines.ts';

export interface ImageBuild {
  container: LabContainer;
  image: string;
  baseImage: string;
  labels: Record<string, string>;
  report: (step: PrepareStep) => void;
  abortSignal: AbortSignal;
}

const messageSchema = z.object({ stream: z.string().optional(), error: z.string().optional() });

/** Enough of the builder's output to show what failed: apt and compilers say it in their last lines. */
const LAST_LINES = 20;

/**
 * Builds an image with the classic builder, which every engine has.
 * @throws ImageBuildError with the builder's last lines
 */
export async function buildImage(docker: Dockerode, build: ImageBuild): Promise<void> {
  const { container, image, report, abortSignal } = build;
  const lines: string[] = [];
  let failure: string | null = null;
  let total = 0;
  report({ phase: 'image', text: `Building ${image}` });
  try {
    const stream = await docker.buildImage(
      { context: container.folder, src: await readdir(container.folder) },
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
  if (failure !== null) throw buildError(container, image, failure, lines);
  report({ phase: 'image', text: `Built ${image}`, done: total, total });
}

/** The step that the builder's line `Step 3/7 : RUN apt-get update` begins; null for any other line. */
export function buildStep(line: string): (PrepareStep & { done: number; total: number }) | null {
  const [, number, total, instruction] = /^Step (\d+)\/(\d+) : (.*)/.exec(line) ?? [];
  if (number === undefined || instruction === undefined) return null;
  const text = `Step ${number}/${total}: ${instruction.replace(/\s+/g, ' ').slice(0, 120)}`;
  return { phase: 'image', text, done: Number(number) - 1, total: Number(total) };
}

function buildError(container: LabContainer, image: string, failure: string, lines: string[]): ImageBuildError {
  return new ImageBuildError(
    `The image ${image} could not be built: ${failure}. Look at ${container.folder}/Dockerfile, and whether this machine reaches its ` +
      `package sources; then make a new run. The builder’s last lines:\n${lines.join('\n')}`,
  );
}
