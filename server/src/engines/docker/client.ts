import { Agent } from 'node:http';
import { inspect } from 'node:util';
import Dockerode from 'dockerode';
import type { Said, SaidValue } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import { EngineLostError, LabError } from '../../errors.ts';

/** A connection to a Docker engine. */
export interface DockerClient {
  docker: Dockerode;
  /** Where the engine is, for a person: a socket's path or the value of DOCKER_HOST. */
  place: SaidValue;
  /** Cuts every open stream, call and idle connection; the next call makes a new one. */
  close(): void;
}

/**
 * An agent that says little of itself. docker-modem prints the options of every call for its debug log, whether anybody reads that
 * or not, and with them whatever the agent holds: with a few open streams that takes 4 ms, of every signal too.
 */
class BriefAgent extends Agent {
  [inspect.custom](): string {
    return 'Agent';
  }
}

/**
 * A client for the engine that DOCKER_HOST names, or this machine's own.
 * @param socketPath goes before DOCKER_HOST
 */
export function dockerClient(socketPath?: string): DockerClient {
  const docker = new Dockerode(socketPath === undefined ? {} : { socketPath, host: undefined });
  const place = socketPath ?? process.env.DOCKER_HOST ?? said('its usual socket');
  const modem: object = docker.modem;
  // TLS and SSH bring agents of their own.
  if (!('protocol' in modem && modem.protocol === 'http')) return { docker, place, close: () => {} };
  // Kept-alive connections make the time from a click to the signal short, and can all be cut at once.
  const agent = new BriefAgent({ keepAlive: true });
  Object.assign(modem, { agent });
  return { docker, place, close: () => agent.destroy() };
}

/** The HTTP status that the engine answered with; null where the failure is no answer. */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof Error && 'statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

/** The container, image or network is not there (404), or a container does not run (409, 304 where it was to be stopped). */
export function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 409 || status === 304;
}

/** The system's code of an error, such as ENOENT. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** What the engine said, without the HTTP code in front of it. */
export function engineWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim();
}

/** Whether the connection failed, as opposed to an answer that says no: the system's own codes are `ECONNRESET` and the like. */
export function isLost(error: unknown): boolean {
  return !(error instanceof LabError) && /^E[A-Z]+$/.test(codeOf(error) ?? '');
}

/** The error to throw on: EngineLostError where Docker does not answer any more, otherwise the one that was given. */
export function asLost(error: unknown): unknown {
  return isLost(error) ? engineLost(error) : error;
}

export function engineLost(cause?: unknown): EngineLostError {
  if (cause instanceof Error) return new EngineLostError(lostFor(cause.message), { cause });
  return new EngineLostError(
    said(
      'Docker does not answer any more. What its containers did since then is not known: start Docker, then make a new run.',
    ),
    { cause },
  );
}

/** The error of an engine that is given up because it hangs. @param seen what shows that it does */
export function engineHangs(seen: Said): EngineLostError {
  return new EngineLostError(lostFor(seen));
}

function lostFor(reason: SaidValue): Said {
  return said(
    'Docker does not answer any more ({reason}). What its containers did since then is not known: start Docker, then make a new run.',
    { reason },
  );
}
