import { z } from 'zod';
import type { PrepareStep } from '#protocol/lane.ts';
import { EngineLostError, ImageBuildError } from '../../errors.ts';
import type { LabContainer } from '../lab-container.ts';
import { buildImage } from './build.ts';
import type { DockerClient } from './client.ts';
import { asLost, engineWords, statusOf } from './client.ts';
import { jsonLines } from './json-lines.ts';
import { BASE_LABEL, CONTENT_LABEL } from './labels.ts';
import { SharedWork } from './shared-work.ts';

/** The image of a lab container. */
export function imageName(container: LabContainer): string {
  return `graceful-shutdown-lab/${container.name}`;
}

interface Image {
  id: string;
  labels: Record<string, string>;
}

const pullMessageSchema = z.object({ error: z.string().optional(), status: z.string().optional() });

/** Builds the images of lab containers, each once at a time and only where its folder or its base changed. */
export class Images {
  readonly #client: DockerClient;
  readonly #baseImage: string;
  readonly #works = new Map<string, SharedWork<PrepareStep>>();

  constructor(client: DockerClient, baseImage: string) {
    this.#client = client;
    this.#baseImage = baseImage;
  }

  /** Sees to it that the image is there and as its folder says. @throws ImageBuildError, EngineLostError, the signal's reason */
  async prepare(
    container: LabContainer,
    progress: (step: PrepareStep) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    const key = `${container.name} ${container.contentHash}`;
    const current = this.#works.get(key);
    if (current !== undefined && !current.isAbandoned) return current.join(progress, abortSignal);
    const work = new SharedWork<PrepareStep>(async (report, signal) => {
      try {
        await this.#ensure(container, report, signal);
      } finally {
        if (this.#works.get(key) === work) this.#works.delete(key);
      }
    });
    this.#works.set(key, work);
    await work.join(progress, abortSignal);
  }

  async #ensure(
    container: LabContainer,
    report: (step: PrepareStep) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    try {
      const [image, base] = await Promise.all([this.#inspect(imageName(container)), this.#inspect(this.#baseImage)]);
      if (image !== null && this.#isCurrent(image, base, container)) return;
      const builtOn = base ?? (await this.#pullBase(report, abortSignal));
      await buildImage(this.#client.docker, {
        container,
        image: imageName(container),
        baseImage: this.#baseImage,
        labels: { [CONTENT_LABEL]: container.contentHash, [BASE_LABEL]: this.#baseLabel(builtOn) },
        report,
        abortSignal,
      });
      if (image !== null) await this.#removeReplaced();
    } catch (error) {
      throw abortSignal.aborted ? abortSignal.reason : asLost(error);
    }
  }

  /** A base image that is not here cannot have changed. */
  #isCurrent(image: Image, base: Image | null, container: LabContainer): boolean {
    const builtOn = image.labels[BASE_LABEL] ?? '';
    const isBaseCurrent =
      base === null ? builtOn.startsWith(`${this.#baseImage} `) : builtOn === this.#baseLabel(base);
    return isBaseCurrent && image.labels[CONTENT_LABEL] === container.contentHash;
  }

  #baseLabel(base: Image): string {
    return `${this.#baseImage} ${base.id}`;
  }

  async #inspect(name: string): Promise<Image | null> {
    try {
      const { Id, Config } = await this.#client.docker.getImage(name).inspect();
      return { id: Id, labels: Config.Labels ?? {} };
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  async #pullBase(report: (step: PrepareStep) => void, abortSignal: AbortSignal): Promise<Image> {
    report({ phase: 'image', text: `Pulling the base image ${this.#baseImage}` });
    let failure: string | null = null;
    try {
      const stream = await this.#client.docker.createImage({ fromImage: this.#baseImage, abortSignal });
      for await (const value of jsonLines(stream)) {
        failure = pullMessageSchema.safeParse(value).data?.error ?? failure;
      }
    } catch (error) {
      if (abortSignal.aborted || asLost(error) instanceof EngineLostError) throw error;
      failure = engineWords(error);
    }
    const base = await this.#inspect(this.#baseImage);
    if (base !== null) return base;
    throw new ImageBuildError(
      `The base image ${this.#baseImage} is not on this machine and could not be pulled: ${failure ?? 'Docker gave no reason'}. ` +
        'Run lab-containers/base/make.sh, which makes it without a registry, or set LAB_BASE_IMAGE to an image that is here.',
    );
  }

  /** Removes the images that lost their name to a newer one. The engine keeps those on which a container still runs. */
  async #removeReplaced(): Promise<void> {
    try {
      await this.#client.docker.pruneImages({ filters: { dangling: ['true'], label: [CONTENT_LABEL] } });
    } catch (error) {
      // Docker prunes one at a time and refuses a second: the new image is there all the same, and the next build prunes again.
      if (statusOf(error) === null) throw error;
    }
  }
}
