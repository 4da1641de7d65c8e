import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { slugSchema } from '#protocol/ids.ts';
import type { KnobValues } from '#protocol/knob.ts';
import { knobSchema } from '#protocol/knob.ts';
import { knobAccepts, knobRange } from '#protocol/knob-range.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import { isRuntimeKnob } from '#protocol/runtime-knobs.ts';
import type { StartedWith } from '#protocol/started-with.ts';
import { startedWith, summaryWith } from '#protocol/started-with.ts';
import { FAULTS } from '#protocol/termination.ts';
import { LabError } from '../errors.ts';
import { readDockerfile } from './dockerfile.ts';

const portSchema = z.int().min(1).max(65_535);
const pathSchema = z.string().startsWith('/');

const ownKnobsSchema = z.record(z.string(), knobSchema).refine((knobs) => !Object.keys(knobs).some(isRuntimeKnob), {
  message: 'form, init, stopSignal and restartPolicy are what the engine sets: call the knob something else',
});

const embeddedSchema = z.strictObject({
  command: z.array(z.string()).min(1),
  /** Programs that must be on PATH. */
  requires: z.array(z.string()).default([]),
  /** What to install where they are missing, for a person. */
  install: z.string().optional(),
  /** Python packages for a virtual environment, tried where the programs are missing and python3 is there. */
  pythonRequirements: z.string().optional(),
  stopSignal: z.enum(['SIGTERM', 'SIGINT', 'SIGQUIT']).default('SIGTERM'),
  /** The lab container that runs instead where this one cannot. */
  standIn: slugSchema.optional(),
});

/** The schema of a lab container's `container.yaml`. */
export const labContainerFileSchema = z.strictObject({
  name: slugSchema,
  title: z.string().min(1).max(60),
  /** What runs, with `{knob}` places: `gunicorn · {workerClass} · {threads} threads`. */
  summary: z.string().min(1),
  /** The port that the program listens on inside its container. */
  port: portSchema,
  healthPath: pathSchema,
  /**
   * A path that answers `{"stored":[1,2,3]}`: the numbers of the requests whose work the program still has. Without it a service
   * cannot be asked what survived its end.
   */
  storedPath: pathSchema.optional(),
  /** A folder that outlives the program: on Docker a volume, elsewhere the folder that the variable DATA_FOLDER names. */
  dataPath: pathSchema.optional(),
  /** GET `path` answers 200 while the program is ready for traffic, and 503 after a POST to `offPath`. */
  readiness: z.strictObject({ path: pathSchema, offPath: pathSchema }).optional(),
  /** Requests that make the program fail, for scenarios about that. */
  faults: z.partialRecord(z.enum(FAULTS), z.strictObject({ method: z.enum(['POST']), path: pathSchema })).default({}),
  /** The variable that tells a balancer where its upstreams are: `172.18.0.2:8000 172.18.0.3:8000`. */
  upstreamsVariable: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .optional(),
  /** The request that the generator sends; `{number}` becomes the request's number. */
  request: z.strictObject({
    method: z.enum(['GET', 'POST', 'PUT']),
    path: pathSchema,
    body: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  }),
  /** The knob that sets how long the handler takes, in milliseconds. */
  handlerTimeKnob: z.string().optional(),
  knobs: ownKnobsSchema,
  /**
   * How the embedded engine runs it: `{port}` becomes the port. The working directory is the lab container's folder. Absent: it
   * runs on Docker only.
   */
  embedded: embeddedSchema.optional(),
});

/** Of a program that is run without an image. */
const NO_RECIPE = { entrypoint: [], stopSignal: 'SIGTERM' };

/** A lab container: a folder with a program, a Dockerfile and `container.yaml`. */
export interface LabContainer extends z.infer<typeof labContainerFileSchema> {
  /** The folder's absolute path. */
  folder: string;
  /** The words of the Dockerfile's ENTRYPOINT, which is in exec form: the program and its own arguments. */
  entrypoint: string[];
  /** The Dockerfile's STOPSIGNAL. */
  stopSignal: string;
  /** The Dockerfile as it stands; empty where there is none. */
  dockerfile: string;
  /** The names of the folder's files, in order, with `/` between their parts. */
  files: string[];
}

/** The name of a lab container's image on Docker, for a person. Two checkouts share it: what is started is the image itself, by its id. */
export function imageName({ name }: Pick<LabContainer, 'name'>): string {
  return `graceful-shutdown-lab/${name}`;
}

/**
 * Reads every lab container of a folder.
 * @throws LabError `invalid-input` that names the file and the place in it
 */
export async function loadLabContainers(root: string): Promise<Map<string, LabContainer>> {
  const containers = new Map<string, LabContainer>();
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = join(root, entry.name);
    const file = join(folder, 'container.yaml');
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) continue; // `base/` is no lab container
    const parsed = labContainerFileSchema.safeParse(parse(text));
    if (!parsed.success) throw new LabError('invalid-input', { text: `${file}: ${z.prettifyError(parsed.error)}` });
    if (parsed.data.name !== entry.name) {
      throw new LabError(
        'invalid-input',
        said("{file}: its name must be its folder's, {folder}", { file, folder: entry.name }),
      );
    }
    const dockerfile = join(folder, 'Dockerfile');
    const recipe = await readFile(dockerfile, 'utf8').catch(() => null);
    containers.set(parsed.data.name, {
      ...parsed.data,
      ...(recipe === null ? NO_RECIPE : readDockerfile(recipe, dockerfile)),
      folder,
      dockerfile: recipe ?? '',
      files: await filesOf(folder),
    });
  }
  return containers;
}

/** What a container's program is started with. */
export interface KnobSettings extends StartedWith {
  summary: string;
  /** What the summary is made of, in any language. */
  said: Said;
}

/**
 * Turns knob values into arguments and environment, filling in the defaults.
 * @throws LabError `invalid-input` for a knob that the container does not have or a value out of its range
 */
export function applyKnobs(container: LabContainer, values: KnobValues): KnobSettings {
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(container.knobs, name));
  if (unknown !== undefined) {
    const known = Object.keys(container.knobs).join(', ');
    throw new LabError(
      'invalid-input',
      said('{container} has no knob "{knob}"; it has {known}.', { container: container.name, knob: unknown, known }),
    );
  }
  for (const [name, knob] of Object.entries(container.knobs)) {
    const value = values[name] ?? knob.default;
    if (!knobAccepts(knob, value)) {
      throw new LabError(
        'invalid-input',
        said('{container}: {knob} takes {range}, not "{value}".', {
          container: container.name,
          knob: name,
          range: knobRange(knob),
          value,
        }),
      );
    }
  }
  const started = startedWith(container.knobs, values);
  return {
    ...started,
    summary: summaryWith(container.summary, started.values),
    said: { text: container.summary, values: started.values },
  };
}

/** The names of a folder's files, in the same order on every machine. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
