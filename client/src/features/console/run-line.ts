import type { ConsoleAnswer } from '#protocol/console.ts';
import type { LaneId } from '#protocol/ids.ts';
import { ask } from '../../lib/socket.ts';

/** The exit code of a command that the lab could not run at all, as a shell has it. */
const EXIT_CANNOT = 126;

/** Runs a line in a lane's console. What keeps the lab from it is an answer, too. */
export async function runLine(runId: string, laneId: LaneId, line: string): Promise<ConsoleAnswer> {
  const answer = await ask((socket) => socket.emitWithAck('console:run', { runId, laneId, line }));
  if (answer.ok) return answer.data;
  return { lines: [{ stream: 'stderr', text: answer.message }], exitCode: EXIT_CANNOT, acted: false };
}
