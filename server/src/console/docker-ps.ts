import type { ContainerDetails } from '../engines/details.ts';
import type { Command } from './command.ts';
import type { Found, Place } from './found.ts';
import { allOf, detailsOf } from './found.ts';
import type { Said } from './refusal.ts';
import { out } from './refusal.ts';
import { tableOf } from './table.ts';
import { howLong } from './units.ts';

const HEAD = ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'];
const ID_LENGTH = 12;
const COMMAND_LENGTH = 20;

/** A container and what the engine says of it. */
interface Listed {
  found: Found;
  details: ContainerDetails;
}

/** `docker ps`: the newest first, as the CLI lists them. */
export async function listContainers(
  { run }: Place,
  { all, quiet, isWhole }: Command & { kind: 'ps' },
): Promise<Said> {
  const found = allOf(run);
  const looked = await Promise.all(found.map(detailsOf));
  const listed = found.flatMap((one, index): Listed[] => {
    const details = looked[index] ?? null;
    return details !== null && (all || details.isRunning) ? [{ found: one, details }] : [];
  });
  listed.sort((one, other) => other.details.createdAt.localeCompare(one.details.createdAt));
  const id = ({ found: { running } }: Listed) => (isWhole ? running.id : shortId(running.id));
  if (quiet) return { lines: out(...listed.map(id)) };
  const now = Date.now();
  const rows = listed.map((one) => [id(one), ...cells(one, isWhole, now)]);
  return { lines: out(...tableOf([HEAD, ...rows])) };
}

/** As the CLI shortens it. */
export function shortId(id: string): string {
  return id.slice(0, ID_LENGTH);
}

function cells({ found, details }: Listed, isWhole: boolean, now: number): string[] {
  const line = [...details.entrypoint, ...details.command].join(' ');
  const isCut = !isWhole && line.length > COMMAND_LENGTH;
  return [
    details.image,
    `"${isCut ? `${line.slice(0, COMMAND_LENGTH - 1)}…` : line}"`,
    `${ago(details.createdAt, now)} ago`,
    statusText(details, now),
    details.ports
      .map(({ containerPort, hostIp, hostPort }) => `${hostIp}:${hostPort}->${containerPort}/tcp`)
      .join(', '),
    found.running.name,
  ];
}

function statusText({ status, isRunning, exitCode, startedAt, finishedAt }: ContainerDetails, now: number): string {
  if (isRunning) return `Up ${ago(startedAt, now)}`;
  if (finishedAt === null) return 'Created';
  const word = status === 'restarting' ? 'Restarting' : 'Exited';
  return `${word} (${exitCode}) ${ago(finishedAt, now)} ago`;
}

function ago(time: string, now: number): string {
  return howLong(now - Date.parse(time));
}
