import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { Language } from '#protocol/language/languages.ts';
import { createRepeatSchema, repeatCommandSchema, repeatListSchema } from '#protocol/repeat.ts';
import type { ClientEvents, ServerEvents } from '#protocol/socket.ts';
import { ownRepeat } from '../access/commanded.ts';
import type { Lab } from '../lab.ts';
import { repeatIn } from '../runs/told-in.ts';
import type { WatchableRepeat } from '../runs/watchable-repeat.ts';
import { RepeatViewer } from './repeat-viewer.ts';

/** A page shows one repeat. */
const MAX_REPEATS_WATCHED = 4;

/** Checks a command, carries it out, and acknowledges with what came of it. */
export type AnswerCommand = <Schema extends z.ZodType, T>(
  schema: Schema,
  input: unknown,
  acknowledge: unknown,
  work: (command: z.infer<Schema>) => Promise<T> | T,
) => Promise<void>;

/** The commands of repeats on one connection, and what is new in those that it watches. */
export function serveRepeats(
  socket: Socket<ClientEvents, ServerEvents>,
  lab: Lab,
  { learner, language }: { learner: string | null; language: Language },
  command: AnswerCommand,
): void {
  const viewers = new Map<string, RepeatViewer>();
  const viewOf = (repeat: WatchableRepeat) => repeatIn(language, repeat).view();
  const unwatch = (repeatId: string): null => {
    viewers.get(repeatId)?.close();
    viewers.delete(repeatId);
    return null;
  };

  socket.on('repeat:list', (input, acknowledge) => {
    void command(repeatListSchema, input, acknowledge, ({ scenarioId }) => lab.repeats.summaries(scenarioId));
  });
  socket.on('repeat:create', (input, acknowledge) => {
    void command(createRepeatSchema, input, acknowledge, async (parsed) =>
      viewOf(await lab.repeats.create(parsed, learner)),
    );
  });
  socket.on('repeat:stop', (input, acknowledge) => {
    void command(repeatCommandSchema, input, acknowledge, async ({ repeatId }) =>
      viewOf(await lab.repeats.stop(ownRepeat(lab, repeatId, learner).id)),
    );
  });
  socket.on('repeat:watch', (input, acknowledge) => {
    void command(repeatCommandSchema, input, acknowledge, ({ repeatId }) => {
      const repeat = lab.repeats.get(repeatId);
      unwatch(repeatId);
      const [oldest] = viewers.keys();
      if (viewers.size >= MAX_REPEATS_WATCHED && oldest !== undefined) unwatch(oldest);
      viewers.set(
        repeatId,
        new RepeatViewer(repeatIn(language, repeat), (view, acknowledged) =>
          socket.emit('repeat:advanced', view, acknowledged),
        ),
      );
      return viewOf(repeat);
    });
  });
  socket.on('repeat:unwatch', (input, acknowledge) => {
    void command(repeatCommandSchema, input, acknowledge, ({ repeatId }) => unwatch(repeatId));
  });
  socket.on('disconnect', () => {
    for (const repeatId of [...viewers.keys()]) unwatch(repeatId);
  });
}
