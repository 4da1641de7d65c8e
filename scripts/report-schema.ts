/** Writes the published schema of the JSON report: `npm run schema`. A unit test checks that it is up to date. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishedSchema, SCHEMA_FILE } from '../server/src/report/schema.ts';

const root = join(import.meta.dirname, '..');
await writeFile(join(root, SCHEMA_FILE), JSON.stringify(publishedSchema()));
spawnSync('biome', ['format', '--write', SCHEMA_FILE], { cwd: root, stdio: 'inherit' });
