import { LineSplitter } from '../lines.ts';

/** Far above any message of the engine's; a longer one is a fault, and must not fill the memory. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** The JSON values of a stream that has one on each line, as the engine's event, build and pull streams do. */
export async function* jsonLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<unknown> {
  const splitter = new LineSplitter(MAX_MESSAGE_BYTES);
  for await (const chunk of stream) {
    for (const line of splitter.push(Buffer.from(chunk))) if (line.trim() !== '') yield JSON.parse(line);
  }
  for (const line of splitter.end()) if (line.trim() !== '') yield JSON.parse(line);
}
