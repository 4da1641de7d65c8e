const PLAIN_WORD = /^[\w./:=@,+-]+$/;

/** Words as a POSIX shell reads them back: each in single quotes where it has more than plain characters. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
