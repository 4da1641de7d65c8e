import type { Socket } from 'socket.io';
import { z } from 'zod';
import { said } from '#protocol/language/say.ts';
import { progressSchema } from '#protocol/lesson/progress.ts';
import type { ClientEvents, ServerEvents } from '#protocol/socket.ts';
import { LabError } from '../errors.ts';
import type { Lab } from '../lab.ts';
import type { AnswerCommand } from './repeats.ts';

/** What a learner has of the course, on one connection: a browser's own, by its cookie, and nobody else's. */
export function serveProgress(
  socket: Socket<ClientEvents, ServerEvents>,
  { history }: Lab,
  learner: string | null,
  command: AnswerCommand,
): void {
  socket.on('progress:load', (acknowledge) => {
    void command(z.undefined(), undefined, acknowledge, () =>
      learner === null ? null : history.progress.get(learner),
    );
  });
  socket.on('progress:save', (input, acknowledge) => {
    void command(progressSchema, input, acknowledge, (progress) => {
      if (learner === null)
        throw new LabError('not-allowed', said('Progress is kept for a browser: open the lab’s page in one.'));
      return history.progress.merge(learner, progress);
    });
  });
}
