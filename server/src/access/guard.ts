import type { IncomingHttpHeaders } from 'node:http';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';

/**
 * The hosts by which a lab on this address and port may be called: exact matches only, so that a foreign name that resolves to
 * the loopback address (DNS rebinding) is refused.
 */
export function allowedHosts(address: string, port: number): ReadonlySet<string> {
  const host = address.toLowerCase(); // as browsers send it
  const names = host.includes(':') ? [`[${host}]`] : [host];
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  const all = isLoopback(host) ? [...loopback, ...names] : names;
  return new Set(all.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}

/** Whether an address reaches this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Refuses what does not come from the lab's own page or from a program on the machine.
 * Host and, where a browser sends it, Origin must be the lab's own. Fetch Metadata (https://www.w3.org/TR/fetch-metadata/) tells
 * the rest apart: a foreign page may link to the lab's page, but may not call it, embed it or load its parts.
 * @throws LabError `not-allowed`
 */
export function assertOwnCaller(headers: IncomingHttpHeaders, method: string, hosts: ReadonlySet<string>): void {
  if (headers.host === undefined || !hosts.has(headers.host.toLowerCase())) {
    throw new LabError(
      'not-allowed',
      said('The lab answers only as {hosts}: open it by one of these names.', { hosts: [...hosts].join(', ') }),
    );
  }
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, hosts)) {
    throw foreignPage();
  }
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  const isLink =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (!isLink) throw foreignPage();
}

function foreignPage(): LabError {
  return new LabError('not-allowed', said('Another web page may not call the lab.'));
}

function isOwnOrigin(origin: string, hosts: ReadonlySet<string>): boolean {
  return origin.startsWith('http://') && hosts.has(origin.slice('http://'.length).toLowerCase());
}
