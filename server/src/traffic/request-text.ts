import { isIPv6 } from 'node:net';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';
import type { RequestTemplate, TrafficTarget } from './plan.ts';

const PLACE = '{number}';

/** What may stand in a request line (RFC 9112, 3): visible ASCII, so that a path cannot end the line. */
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
/** A header's name and what it may say (RFC 9110, 5.1 and 5.5), without anything that could end its line. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const FIELD_VALUE = /^[\x20-\x7e]*$/;

/**
 * Makes the bytes of requests 1, 2, 3 … as text. Built once, filled in for every request: this runs for each of them.
 * @throws LabError `invalid-input` for a method or path that cannot stand in a request line
 */
export function requestText(
  { method, path, headers = {}, body }: RequestTemplate,
  { host, port }: TrafficTarget,
  keepAlive: boolean,
): (number: number) => string {
  if (!VISIBLE_ASCII.test(method) || !VISIBLE_ASCII.test(path)) {
    throw new LabError(
      'invalid-input',
      said('The request "{request}" may have no spaces or control characters.', { request: `${method} ${path}` }),
    );
  }
  if (Object.entries(headers).some(([name, value]) => !TOKEN.test(name) || !FIELD_VALUE.test(value))) {
    throw new LabError(
      'invalid-input',
      said('A header of the request may have no line breaks or control characters.'),
    );
  }
  const paths = path.split(PLACE);
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const connection = keepAlive ? 'keep-alive' : 'close';
  const head = ` HTTP/1.1\r\nHost: ${authority}\r\nConnection: ${connection}\r\nX-Request-Id: `;
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const extras = more.join('').split(PLACE);
  const texts = body === undefined ? null : JSON.stringify(body).split(PLACE);
  const fixedBytes = Buffer.byteLength((texts ?? []).join(''));
  return (number) => {
    const start = `${method} ${paths.join(String(number))}${head}${number}\r\n${extras.join(String(number))}`;
    if (texts === null) return `${start}\r\n`;
    const digits = String(number);
    const length = fixedBytes + (texts.length - 1) * digits.length;
    return `${start}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${texts.join(digits)}`;
  };
}
