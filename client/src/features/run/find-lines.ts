import type { LaneLogLine } from '#protocol/log.ts';
import type { LogFind } from '#protocol/socket.ts';
import type { Answer } from '../../lib/socket.ts';
import { ask } from '../../lib/socket.ts';

/** What a lane's log says of a request, from the lab, which has more of it than this page. */
export async function findLines(find: LogFind): Promise<Answer<LaneLogLine[]>> {
  return await ask((socket) => socket.emitWithAck('log:find', find));
}
