import { english } from '#protocol/language/say.ts';
import type { ContainerDetails } from '../engines/details.ts';
import type { Found, Place } from './found.ts';
import { allOf, detailsOf } from './found.ts';
import { Refusal } from './refusal.ts';

/** Where a request goes, and what of it the client says. */
export interface CurlTarget {
  /** What is really connected to: always the engine's own word. Null where nobody is there any more. */
  address: { host: string; port: number } | null;
  /** As it was typed, for errors. */
  shown: { host: string; port: number };
  hostHeader: string;
  path: string;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost']);

/** Finds what a URL or a path means among the containers of the run. Nothing else can be reached. @throws Refusal */
export async function findTarget({ run, lane }: Place, text: string): Promise<CurlTarget> {
  if (text === '' || /\s/.test(text)) throw malformed();
  const all = allOf(run);
  if (text.startsWith('/')) {
    const front = all.find((found) => found.lane === lane && found.member.isFront);
    if (front === undefined) throw new Refusal(`curl: ${english(lane.title)} has no container yet.`, 7);
    return await ownAddress(front, new URL(`http://lane${text}`));
  }
  const url = readUrl(text);
  const port = Number(url.port || 80);
  const place = LOOPBACK.has(url.hostname) ? await published(all, port) : null;
  if (place !== null) return { ...parts(url), address: place.address, shown: { host: url.hostname, port } };
  const named = all.find(({ running }) => running.name === url.hostname || running.inside === url.host);
  if (named === undefined) throw elsewhere(all);
  const inside = Number(named.running.inside.split(':').at(-1));
  if (url.port !== '' && port !== inside) {
    throw new Refusal(`curl: ${url.hostname} listens on port ${inside} only.`, 7);
  }
  return await ownAddress(named, url);
}

function readUrl(text: string): URL {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'https') throw new Refusal('curl: the lab’s services speak http, without TLS.');
  if (scheme !== undefined && scheme !== 'http') {
    throw new Refusal(`curl: (1) Protocol "${scheme}" not supported or disabled in libcurl`);
  }
  const url = URL.parse(scheme === undefined ? `http://${text}` : text);
  if (url === null || url.username !== '' || url.password !== '') throw malformed();
  return url;
}

function malformed(): Refusal {
  return new Refusal('curl: (3) URL using bad/illegal format or missing URL', 3);
}

function elsewhere(all: readonly Found[]): Refusal {
  const urls = all.filter(({ member }) => member.isFront).map(({ running }) => running.url);
  return new Refusal(`curl: the console reaches this run's containers only: ${urls.join(', ')}, or a path.`, 6);
}

/**
 * The published port of a container. Once it has ended nobody of this run is there, and whoever takes the port next is not to be
 * reached from here.
 */
async function published(all: readonly Found[], port: number): Promise<Pick<CurlTarget, 'address'> | null> {
  const details = await Promise.all(all.map(detailsOf));
  const live = details.map(livePorts).find((ports) => ports.some(({ hostPort }) => hostPort === port));
  if (live !== undefined) return { address: { host: '127.0.0.1', port } };
  const wasThere = all.some(({ running }) => Number(new URL(running.url).port) === port);
  return wasThere ? { address: null } : null;
}

function livePorts(details: ContainerDetails | null): ContainerDetails['ports'] {
  return details?.isRunning ? details.ports : [];
}

/** Where the lane's own requests go; through the published port where that is the only way. */
async function ownAddress(found: Found, url: URL): Promise<CurlTarget> {
  const { address, inside } = found.running;
  const details = await detailsOf(found);
  const [port] = livePorts(details);
  const direct = { host: address.host, port: address.port };
  const way = address.proxied && port !== undefined ? { host: '127.0.0.1', port: port.hostPort } : direct;
  const isTyped = url.hostname !== 'lane';
  return {
    ...parts(url),
    hostHeader: isTyped ? url.host : inside,
    address: details?.isRunning ? way : null,
    shown: isTyped ? { host: url.hostname, port: Number(url.port || inside.split(':').at(-1)) } : direct,
  };
}

function parts(url: URL): Pick<CurlTarget, 'hostHeader' | 'path'> {
  return { hostHeader: url.host, path: `${url.pathname}${url.search}` };
}
