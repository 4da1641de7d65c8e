import { z } from 'zod';
import { said } from '#protocol/language/say.ts';
import { EngineLostError, ImageBuildError } from '../../errors.ts';
import type { PrepareProgress } from '../engine.ts';
import type { LabContainer } from '../lab-container.ts';
import { imageName } from '../lab-container.ts';
import { buildImage } from './build.ts';
import { hashFolder, takeContext } from './build-context.ts';
import type { DockerClient } from './client.ts';
import { asLost, engineWords, statusOf } from './client.ts';
import { jsonLines } from './json-lines.ts';
import { BASE_LABEL, CONTENT_LABEL, FOLDER_LABEL } from './labels.ts';
import { SharedWork } from './shared-work.ts';

interface Image {
  id: string;
  labels: Record<string, string>;
}

const pullMessageSchema = z.object({ error: z.string().optional(), status: z.string().optional() });

/**
 * Builds the images of lab containers, each once at a time and only where its folder or its base changed. An image is known by its
 * labels: its name may be given to another checkout's at any time.
 */
export class Images {
  readonly #client: DockerClient;
  readonly #baseImage: string;
  readonly #works = new Map<string, SharedWork<PrepareProgress>>();
  /** By the container's folder: the id of the image that was found or built last. */
  readonly #prepared = new Map<string, string>();

  constructor(client: DockerClient, baseImage: string) {
    this.#client = client;
    this.#baseImage = baseImage;
  }

  /** What to start: the image that `prepare` found or built. One that was never prepared goes by its name. */
  of(container: LabContainer): string {
    return this.#prepared.get(container.folder) ?? imageName(container);
  }

  /** Sees to it that the image is there and as its folder says. @throws ImageBuildError, EngineLostError, the signal's reason */
  async prepare(
    container: LabContainer,
    progress: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    // A few small files: read anew each time, in a millisecond or two, because their author may be at work on them.
    const contentHash = await hashFolder(container.folder);
    const key = `${container.folder} ${contentHash}`;
    const current = this.#works.get(key);
    if (current !== undefined && !current.isAbandoned) return current.join(progress, abortSignal);
    const work = new SharedWork<PrepareProgress>(async (report, signal) => {
      try {
        await this.#ensure(container, contentHash, report, signal);
      } finally {
        if (this.#works.get(key) === work) this.#works.delete(key);
      }
    });
    this.#works.set(key, work);
    await work.join(progress, abortSignal);
  }

  async #ensure(
    container: LabContainer,
    contentHash: string,
    report: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    try {
      const base = await this.#inspect(this.#baseImage);
      const id =
        (await this.#find(container, contentHash, base)) ?? (await this.#build(container, base, report, abortSignal));
      this.#prepared.set(container.folder, id);
    } catch (error) {
      throw abortSignal.aborted ? abortSignal.reason : asLost(error);
    }
  }

  /** The image that was built from a folder as it is now, and on this base; it gets its name back where another one has it. */
  async #find(container: LabContainer, contentHash: string, base: Image | null): Promise<string | null> {
    const named = await this.#inspect(imageName(container));
    if (named !== null && this.#isCurrent(named, base, contentHash)) return named.id;
    const label = [`${CONTENT_LABEL}=${contentHash}`];
    const alike = await this.#client.docker.listImages({ filters: { label } });
    const found = alike.find(({ Id, Labels }) =>
      this.#isCurrent({ id: Id, labels: Labels ?? {} }, base, contentHash),
    );
    if (found === undefined) return null;
    await this.#client.docker.getImage(found.Id).tag({ repo: imageName(container), tag: 'latest' });
    return found.Id;
  }

  async #build(
    container: LabContainer,
    base: Image | null,
    report: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<string> {
    const builtOn = base ?? (await this.#pullBase(report, abortSignal));
    await using context = await takeContext(container.folder);
    const id = await buildImage(this.#client.docker, {
      container,
      contextFolder: context.folder,
      image: imageName(container),
      baseImage: this.#baseImage,
      labels: {
        [CONTENT_LABEL]: context.contentHash,
        [BASE_LABEL]: this.#baseLabel(builtOn),
        [FOLDER_LABEL]: container.folder,
      },
      report,
      abortSignal,
    });
    await this.#removeReplaced(container, context.contentHash, builtOn);
    return id;
  }

  /** A base image that is not here cannot have changed. */
  #isCurrent(image: Image, base: Image | null, contentHash: string): boolean {
    const builtOn = image.labels[BASE_LABEL] ?? '';
    const isBaseCurrent =
      base === null ? builtOn.startsWith(`${this.#baseImage} `) : builtOn === this.#baseLabel(base);
    return isBaseCurrent && image.labels[CONTENT_LABEL] === contentHash;
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

  async #pullBase(report: (step: PrepareProgress) => void, abortSignal: AbortSignal): Promise<Image> {
    const image = this.#baseImage;
    report({ phase: 'image', said: said('Pulling the base image {image}', { image }) });
    let failure: string | null = null;
    try {
      const stream = await this.#client.docker.createImage({ fromImage: image, abortSignal });
      for await (const value of jsonLines(stream)) {
        failure = pullMessageSchema.safeParse(value).data?.error ?? failure;
      }
    } catch (error) {
      if (abortSignal.aborted || asLost(error) instanceof EngineLostError) throw error;
      failure = engineWords(error);
    }
    const base = await this.#inspect(image);
    if (base !== null) return base;
    throw new ImageBuildError(
      said(
        'The base image {image} is not on this machine and could not be pulled: {failure}. Run lab-containers/base/make.sh, which makes it without a registry, or set LAB_BASE_IMAGE to an image that is here.',
        { image, failure: failure ?? said('Docker gave no reason') },
      ),
    );
  }

  /**
   * Removes the images of a folder that lost their name to a newer one. The engine keeps those on which a container still runs; those
   * of another checkout stay, because it will look for them. So does one that was built from the same content on the same base:
   * another lab of this checkout built it at the same time, and is about to start it. (`prune` could be told so by `label!`, but
   * Docker's two image stores read more than one of these differently.)
   */
  async #removeReplaced({ folder }: LabContainer, contentHash: string, base: Image): Promise<void> {
    const filters = { dangling: ['true'], label: [`${FOLDER_LABEL}=${folder}`] };
    const nameless = await this.#client.docker.listImages({ filters });
    const replaced = nameless.filter(
      ({ Id, Labels }) => !this.#isCurrent({ id: Id, labels: Labels ?? {} }, base, contentHash),
    );
    for (const { Id } of replaced) await this.#removeUnused(Id);
  }

  async #removeUnused(id: string): Promise<void> {
    try {
      await this.#client.docker.getImage(id).remove();
    } catch (error) {
      // In use, or gone already: the new image is there all the same, and the next build tries again.
      if (statusOf(error) === null) throw error;
    }
  }
}
