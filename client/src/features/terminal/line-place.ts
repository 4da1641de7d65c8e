/**
 * Where an entry of a log stands in a terminal, whose rows wrap.
 * @param fromEnd how many entries come after it
 * @param end the row on which the last entry ends
 * @param isWrapped whether a row goes on with the one above it; undefined where there is no such row any more
 * @returns its first row and how many it takes; null where it has been scrolled away for good
 */
export function lineOf(
  fromEnd: number,
  end: number,
  isWrapped: (row: number) => boolean | undefined,
): { line: number; rows: number } | null {
  let last = end;
  for (let entry = 0; ; entry++) {
    let line = last;
    while (isWrapped(line) === true) line -= 1;
    if (line < 0 || isWrapped(line) === undefined) return null;
    if (entry === fromEnd) return { line, rows: last - line + 1 };
    last = line - 1;
  }
}
