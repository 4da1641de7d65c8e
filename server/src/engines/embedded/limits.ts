import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { Isolation } from './isolation.ts';
import { CAN_SWEEP } from './sweep.ts';

/** What the embedded engine cannot show or do on this machine, each a sentence for a person. */
export function limitsOf({ namespace, guard }: Isolation): Said[] {
  const limits = [
    said(
      'Memory, process and CPU limits are not set, and a kill by the out-of-memory killer is not reported as one.',
    ),
    said(
      'The programs are this machine’s own, in the versions that are installed here. What a scenario claims was measured with the images’ versions; another one may drain differently.',
    ),
    said('The program shares this machine’s network and files: no published port, no container network, no image.'),
  ];
  if (namespace === null) {
    limits.push(
      said(
        'No PID namespace can be made here: the program is not process 1, so a signal without a handler ends it, where a container would ignore it.',
      ),
    );
  }
  if (namespace === null || guard.length === 0) {
    limits.push(
      CAN_SWEEP
        ? said('If the lab itself is killed by SIGKILL, processes may stay behind until it is started again.')
        : said(
            'If the lab itself is killed by SIGKILL, processes may stay behind: the next start cannot find them on this system.',
          ),
    );
  }
  return limits;
}
