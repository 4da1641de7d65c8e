import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { FoundText } from './find-texts.ts';

const namesSchema = z.object({
  title: z.string(),
  summary: z.string(),
  knobs: z.record(z.string(), z.object({ label: z.string() })).default({}),
  embedded: z.object({ install: z.string().optional() }).optional(),
});

/** What the lab containers call themselves and their knobs, and how what they need is installed: `container.yaml` has the English. */
export function namesOfContainers(root: string): FoundText[] {
  return globSync('lab-containers/*/container.yaml', { cwd: root })
    .sort()
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      const { title, summary, knobs, embedded } = namesSchema.parse(parse(source));
      const install = embedded?.install === undefined ? [] : [embedded.install];
      const names = [title, summary, ...Object.values(knobs).map(({ label }) => label), ...install];
      const lineOf = (text: string) => source.split('\n').findIndex((line) => line.includes(text)) + 1;
      return names.map((text) => ({ file, line: lineOf(text), text, one: null }));
    });
}
