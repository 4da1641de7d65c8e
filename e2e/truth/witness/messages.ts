/** One HTTP/1.1 message of a connection. */
export interface Message {
  startLine: string;
  /** Header fields by lower-case name. */
  fields: Map<string, string>;
  /** The offsets of its first byte and after its last byte; `end` is null where the message is not whole. */
  start: number;
  end: number | null;
}

const END_OF_HEAD = '\r\n\r\n';

/**
 * The messages that one side of a connection sent one after the other, each framed by its Content-Length. The last one may be torn.
 * @throws Error for a message that is framed in another way: the programs of the lab send none
 */
export function readMessages(bytes: Buffer): Message[] {
  const messages: Message[] = [];
  for (let start = 0; start < bytes.length; ) {
    const headEnd = bytes.indexOf(END_OF_HEAD, start, 'latin1');
    const head = bytes.toString('latin1', start, headEnd < 0 ? bytes.length : headEnd);
    const message = readHead(head, start);
    messages.push(message);
    if (headEnd < 0) break;
    const end = headEnd + END_OF_HEAD.length + contentLength(message);
    if (end > bytes.length) break;
    message.end = end;
    start = end;
  }
  return messages;
}

function readHead(head: string, start: number): Message {
  const [startLine = '', ...lines] = head.split('\r\n');
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { startLine, fields: new Map(fields), start, end: null };
}

function contentLength({ startLine, fields }: Message): number {
  if (fields.has('transfer-encoding')) throw new Error(`The witness cannot read a body in chunks: ${startLine}`);
  const length = fields.get('content-length');
  if (length !== undefined) return Number(length);
  // A request without one has no body; a response without one would end with its connection.
  if (startLine.startsWith('HTTP/')) throw new Error(`The witness cannot read a body without a length: ${startLine}`);
  return 0;
}
