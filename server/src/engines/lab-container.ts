import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { slugSchema } from '#protocol/ids.ts';
import type { KnobValues } from '#protocol/knob.ts';
import { knobAccepts, knobRange, knobSchema } from '#protocol/knob.ts';
import { LabError } from '../errors.ts';

const portSchema = z.int().min(1).max(65_535);

/** The schema of a lab container's `container.yaml`. */
export const labContainerFileSchema = z.strictObject({
  name: slugSchema,
  title: z.string().min(1).max(60),
  /** What runs, with `{knob}` places: `gunicorn · {workerClass} · {threads} threads`. */
  summary: z.string().min(1),
  /** The port that the program listens on inside its container. */
  port: portSchema,
  healthPath: z.string().startsWith('/'),
  /** The request that the generator sends; `{number}` becomes the request's number. */
  request: z.strictObject({
    method: z.enum(['GET', 'POST', 'PUT']),
    path: z.string().startsWith('/'),
    body: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  }),
  /** The knob that sets how long the handler takes, in milliseconds. */
  handlerTimeKnob: z.string(),
  knobs: z.record(z.string(), knobSchema),
  /** How the embedded engine runs it: `{port}` becomes the port. The working directory is the lab container's folder. */
  embedded: z.strictObject({
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
  }),
});

/** A lab container: a folder with a program, a Dockerfile and `container.yaml`. */
export interface LabContainer extends z.infer<typeof labContainerFileSchema> {
  /** The folder's absolute path. */
  folder: string;
  /** SHA-256 over the names and bytes of the folder's files, in hexadecimal: changes when any of them does. */
  contentHash: string;
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
    if (!parsed.success) throw new LabError('invalid-input', `${file}: ${z.prettifyError(parsed.error)}`);
    if (parsed.data.name !== entry.name) {
      throw new LabError('invalid-input', `${file}: its name must be its folder's, ${entry.name}`);
    }
    containers.set(parsed.data.name, { ...parsed.data, folder, contentHash: await hashFolder(folder) });
  }
  return containers;
}

/** What a container's program is started with. */
export interface KnobSettings {
  values: KnobValues;
  arguments: string[];
  environment: Record<string, string>;
  summary: string;
}

/**
 * Turns knob values into arguments and environment, filling in the defaults.
 * @throws LabError `invalid-input` for a knob that the container does not have or a value out of its range
 */
export function applyKnobs(container: LabContainer, values: KnobValues): KnobSettings {
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(container.knobs, name));
  if (unknown !== undefined) {
    const known = Object.keys(container.knobs).join(', ');
    throw new LabError('invalid-input', `${container.name} has no knob "${unknown}"; it has ${known}.`);
  }
  const settings: KnobSettings = { values: {}, arguments: [], environment: {}, summary: '' };
  for (const [name, knob] of Object.entries(container.knobs)) {
    const value = values[name] ?? knob.default;
    if (!knobAccepts(knob, value)) {
      throw new LabError('invalid-input', `${container.name}: ${name} takes ${knobRange(knob)}, not "${value}".`);
    }
    settings.values[name] = value;
    if (knob.argument !== undefined) settings.arguments.push(knob.argument, String(value));
    if (knob.variable !== undefined) settings.environment[knob.variable] = String(value);
  }
  settings.summary = container.summary.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(settings.values[name] ?? '?'),
  );
  return settings;
}

async function hashFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hash
      .update(file.slice(folder.length))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}
