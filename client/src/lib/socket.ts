import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { say } from '#protocol/language/say.ts';
import { speaking } from '#protocol/language/speaking.ts';
import type { Result } from '#protocol/result.ts';
import type { ClientEvents, ServerEvents } from '#protocol/socket.ts';

export type LabSocket = Socket<ServerEvents, ClientEvents>;

/** How long the lab may take to accept a command, in milliseconds: removing a run waits for its containers. */
const COMMAND_PATIENCE_MS = 30_000;

/** The page's one connection to the lab, once it is asked for. Everything but the page itself goes over it. */
export const socket: LabSocket = io({
  // A WebSocket at once saves the first round trips; polling is there for a proxy that does not pass it.
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  reconnectionDelay: 300,
  reconnectionDelayMax: 2_000,
  autoConnect: false,
  // The lab tells everything in the language of the page.
  auth: (give) => give({ language: speaking() }),
});

/** Connects, in the language that is spoken now. */
export function connect(): void {
  socket.connect();
}

/** The answer to a command: its data, or what happened and what to do next, for a person. */
export type Answer<T> = { ok: true; data: T } | { ok: false; code: string; message: string };

/**
 * Sends a command and waits for the lab's word. Never rejects: a connection that is lost becomes an answer, too, and a command
 * that could not be sent is not kept for later, when it may no longer be meant.
 */
export async function ask<T>(send: (socket: LabSocket) => Promise<Result<T>>): Promise<Answer<T>> {
  if (!socket.connected) {
    return { ok: false, code: 'offline', message: say('The connection to the lab is lost: wait until it is back.') };
  }
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('the lab did not answer')), COMMAND_PATIENCE_MS);
  try {
    // socket.io's own timeout would do, but for its types, which lose what the answer is.
    const result = await Promise.race([send(socket), late]);
    return result.ok ? result : { ok: false, ...result.error };
  } catch {
    return {
      ok: false,
      code: 'offline',
      message: say('The lab did not answer. Look whether it still runs where you started it, then try again.'),
    };
  } finally {
    clearTimeout(timer);
  }
}
