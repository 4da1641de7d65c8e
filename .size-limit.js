import { join, relative } from 'node:path';
import { DIST, pageScripts } from './scripts/page-scripts.ts';

const { first, all } = await pageScripts();
const paths = (/** @type {string[]} */ scripts) =>
  scripts.map((path) => relative(import.meta.dirname, join(DIST, path)));

export default [
  { name: 'scripts before the lanes show', path: paths(first), limit: '150 kB', gzip: true },
  { name: 'with timeline, terminals and all that opens', path: paths(all), limit: '300 kB', gzip: true },
];
