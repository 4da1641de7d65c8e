import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { engineKindSchema } from '#protocol/engine.ts';

/** The repository's root: everything that the lab ships lies below it. */
export const PROJECT_ROOT = resolve(import.meta.dirname, '../..');

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, `takes a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.int().min(min).max(max));

/** Name of a Docker image: repository and tag, as the engine's own reference grammar has them. */
const imageName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._/:-]{0,200}$/, 'takes the name of an image, such as debian:trixie-slim');

const configSchema = z.strictObject({
  /** 0 lets the operating system choose a free port. */
  port: wholeNumber(0, 65_535).default(4500),
  host: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'takes an address or a host name')
    .default('127.0.0.1'),
  engine: z.enum(['auto', ...engineKindSchema.options]).default('auto'),
  data: z
    .string()
    .min(1)
    .default('.lab')
    .transform((path) => resolve(PROJECT_ROOT, path)),
  content: z
    .string()
    .min(1)
    .default(join('server', 'content'))
    .transform((path) => resolve(PROJECT_ROOT, path)),
  open: z.boolean().default(true),
  baseImage: imageName.default('debian:trixie-slim'),
  /** Goes through the published port although a container's own address is reached: for tests of what others have. */
  forcePublishedPort: z
    .enum(['0', '1'], 'takes 1 or 0')
    .default('0')
    .transform((text) => text === '1'),
});

/** The lab's settings, each checked. Paths are absolute. */
export type Config = z.infer<typeof configSchema>;

const SOURCES: { key: keyof Config; flag?: string; variable?: string }[] = [
  { key: 'port', flag: 'port', variable: 'LAB_PORT' },
  { key: 'host', flag: 'host', variable: 'LAB_HOST' },
  { key: 'engine', flag: 'engine', variable: 'LAB_ENGINE' },
  { key: 'data', flag: 'data', variable: 'LAB_DATA' },
  { key: 'content', flag: 'content', variable: 'LAB_CONTENT' },
  { key: 'baseImage', variable: 'LAB_BASE_IMAGE' },
  { key: 'forcePublishedPort', variable: 'LAB_FORCE_PUBLISHED_PORT' },
];

/** Settings that cannot be used; `problems` has one line each. */
export class ConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads flags and variables; a flag wins.
 * @throws ConfigError
 */
export function readConfig(args: string[], environment: Record<string, string | undefined>): Config {
  const flags = readFlags(args);
  const input: Record<string, unknown> = {};
  const namedBy: Record<string, string> = {};
  for (const { key, flag, variable } of SOURCES) {
    const fromFlag = flag === undefined ? undefined : flags[flag];
    const fromVariable = variable === undefined ? undefined : environment[variable] || undefined;
    if (fromFlag === undefined && fromVariable === undefined) continue;
    input[key] = fromFlag ?? fromVariable;
    namedBy[key] = fromFlag === undefined ? `${variable}=${fromVariable}` : `--${flag} ${String(fromFlag)}`;
  }
  if (flags['no-open'] === true) input.open = false;
  const parsed = configSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => `${namedBy[String(issue.path[0])] ?? issue.path.join('.')}: ${issue.message}`),
  );
}

function readFlags(args: string[]): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({
      args,
      strict: true,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        engine: { type: 'string' },
        data: { type: 'string' },
        content: { type: 'string' },
        'no-open': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new ConfigError([error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)]);
  }
}
