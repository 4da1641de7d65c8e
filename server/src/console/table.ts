/** Rows under a head, in columns as wide as their widest cell and three spaces, as the CLI draws them. */
export function tableOf(rows: readonly (readonly string[])[], leastWidth = 10): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(leastWidth, ...rows.map((row) => (row[column]?.length ?? 0) + 3)),
  );
  return rows.map((row) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join(''),
  );
}
