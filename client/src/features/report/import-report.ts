import { speaking } from '#protocol/language/speaking.ts';
import type { ImportedRun } from '#protocol/report.ts';
import { postFile } from '../../lib/post-file.ts';
import type { Answer } from '../../lib/socket.ts';

/** Brings a saved JSON report into this lab. Answers with the run, or with what is wrong with the file. */
export async function importReport(file: Blob): Promise<Answer<ImportedRun>> {
  return await postFile(`/api/runs/import?language=${speaking()}`, file);
}
