import { said } from '../language/say.ts';
import type { HandLane } from './hand-lane.ts';
import { curlConfigText, numberedWord } from './shell-template.ts';

/** What is printed of each request, in this order. */
export const REQUEST_COLUMNS = said(
  'number, status, exit code of curl, seconds until it was connected and until its end, what was wrong',
);

/** Variables of curl's `--write-out`; `exitcode` and `errormsg` came with curl 7.75. */
const SEEN = '%{http_code} %{exitcode} %{time_connect} %{time_total} %{errormsg}\\n';

/** What one request is, with a `{number}` where its number goes. */
function partsOf({ program, traffic, retry }: HandLane) {
  const { method, path, body } = program.service.container.request;
  return {
    method,
    path,
    seconds: traffic.timeoutMs / 1_000,
    headers: [
      ...(traffic.keepAlive ? [] : ['Connection: close']),
      'X-Request-Id: {number}',
      ...(retry === 'idempotency-key' ? ['Idempotency-Key: "by-hand-{number}"'] : []),
      ...(body === undefined ? [] : ['Content-Type: application/json']),
    ],
    body: body === undefined ? null : JSON.stringify(body),
  };
}

/** The shell function that sends one request to `$address` and prints a line of it. */
export function requestFunction(lane: HandLane): string {
  const { method, path, seconds, headers, body } = partsOf(lane);
  const words = [
    `curl -s -o /dev/null --max-time ${seconds} -X ${method}`,
    ...headers.map((header) => `-H ${numberedWord(header)}`),
    ...(body === null ? [] : [`-d ${numberedWord(body)}`]),
    `-w "$1"' ${SEEN}'`,
    `"http://$address"${numberedWord(path)} || :`,
  ];
  return `request() {\n  ${words.join(' \\\n    ')}\n}`;
}

/**
 * Lines of a config file of curl's that send a request, with a `{number}` and an `{address}`: one curl keeps its connection over all
 * the requests that its file has.
 * @param printsTo where the line of each goes. curl keeps stdout back where that is a file, and writes it a line at a time to a
 *   terminal; what it writes to stderr comes at once, in pieces that mix with those of another curl.
 */
export function requestConfig(lane: HandLane, printsTo: 'stdout' | 'stderr'): string[] {
  const { method, path, seconds, headers, body } = partsOf(lane);
  return [
    'silent',
    'output = /dev/null',
    `max-time = ${seconds}`,
    `request = ${method}`,
    ...headers.map((header) => `header = ${curlConfigText(header)}`),
    ...(body === null ? [] : [`data = ${curlConfigText(body)}`]),
    `write-out = ${curlConfigText(`%{${printsTo}}{number} ${SEEN}`)}`,
    `url = ${curlConfigText(`http://{address}${path}`)}`,
  ];
}
