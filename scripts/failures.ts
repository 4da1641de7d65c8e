import { stripVTControlCharacters } from 'node:util';

/** A test that failed: where it stands, and the words of its error, which may be many lines with colours. */
export interface Failure {
  where: string;
  message: string;
}

const LINES_EACH = 6;

/**
 * The failures of all suites in one place, each with the first lines of its error: whoever has only the end of a long log still learns
 * what failed. Empty where nothing did.
 */
export function failureList(failures: Failure[]): string {
  return failures.map(({ where, message }) => [`✗ ${where}`, ...firstLines(message)].join('\n')).join('\n');
}

function firstLines(message: string): string[] {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.slice(0, LINES_EACH).map((line) => `    ${line}`);
}
