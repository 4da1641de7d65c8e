import type { CurlCommand } from './command.ts';
import type { CurlTarget } from './curl-target.ts';
import { findTarget } from './curl-target.ts';
import type { Exchanged } from './exchange.ts';
import { exchange, MOST_BYTES } from './exchange.ts';
import type { Place } from './found.ts';
import type { Said } from './refusal.ts';
import { err, out } from './refusal.ts';

/** Sends a request that was typed. It carries no X-Request-Id, so the ledger knows nothing of it. @throws Refusal, AbortError */
export async function curl(place: Place, command: CurlCommand): Promise<Said> {
  const target = await findTarget(place, command.target);
  const options = {
    maxMs: command.maxSeconds * 1_000,
    isHead: command.method === 'HEAD',
    abortSignal: place.abortSignal,
  };
  const exchanged =
    target.address === null ? NOBODY : await exchange(target.address, requestOf(command, target), options);
  const failure = failureOf(exchanged, target);
  const shown = [...headLines(exchanged, command), ...bodyLines(exchanged.body)];
  if (failure === null) return { lines: shown };
  const [exitCode, words] = failure;
  return { lines: [...shown, ...(command.isSilent ? [] : err(`curl: (${exitCode}) ${words}`))], exitCode };
}

const NOBODY: Exchanged = {
  ...{ ending: 'unreachable', isConnected: false, head: null, body: Buffer.alloc(0), tookMs: 0 },
};

function requestOf({ method, headers, body }: CurlCommand, { path, hostHeader }: CurlTarget): Buffer {
  const content = Buffer.from(body ?? '');
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const own: [string, string][] = [
    ['User-Agent', 'curl (console of the Graceful Shutdown Lab)'],
    ['Accept', '*/*'],
  ];
  const all: [string, string][] = [
    ['Host', hostHeader],
    ...own.filter(([name]) => !given.has(name.toLowerCase())),
    ['Connection', 'close'],
    ...headers,
    ...(body === null ? [] : ([['Content-Length', String(content.length)]] as const)).map(
      ([name, value]): [string, string] => [name, value],
    ),
  ];
  const head = [`${method} ${path} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`), '', ''];
  return Buffer.concat([Buffer.from(head.join('\r\n')), content]);
}

function headLines({ head }: Exchanged, { showsHead, method }: CurlCommand) {
  if (head === null || !showsHead) return [];
  return out(head.status, ...head.headers, ...(method === 'HEAD' ? [] : ['']));
}

function bodyLines(body: Buffer) {
  if (body.length === 0) return [];
  const text = body.toString('utf8').replace(/\r?\n$/, '');
  if (text.includes('\0')) return err('Warning: Binary output can mess up your terminal: it is not shown.');
  return out(...text.split(/\r?\n/));
}

/** curl's exit code and words for what happened on the connection; null where a whole answer came. */
function failureOf(exchanged: Exchanged, { shown }: CurlTarget): [number, string] | null {
  const { ending, isConnected, head, body, tookMs } = exchanged;
  switch (ending) {
    case 'answer':
      return null;
    case 'unreachable':
      return [
        7,
        `Failed to connect to ${shown.host} port ${shown.port} after ${tookMs} ms: Couldn't connect to server`,
      ];
    case 'reset':
      return [56, 'Recv failure: Connection reset by peer'];
    case 'patience':
      return [
        28,
        isConnected
          ? `Operation timed out after ${tookMs} milliseconds with ${body.length} bytes received`
          : `Connection timed out after ${tookMs} milliseconds`,
      ];
    case 'malformed':
      return head === null
        ? [1, 'Received HTTP/0.9 when not allowed']
        : [56, 'Malformed encoding found in chunked-encoding'];
    case 'too-large':
      return [63, `Maximum file size exceeded: the console shows the first ${MOST_BYTES / 1024} KiB`];
    case 'end-of-file':
      if (head === null) return [52, 'Empty reply from server'];
      return head.length === null
        ? [18, 'transfer closed with outstanding read data remaining']
        : [18, `transfer closed with ${head.length - body.length} bytes remaining to read`];
  }
}
