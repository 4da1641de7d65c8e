import { PassThrough, Readable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import type { LogLine } from '../engine.ts';
import { Output } from './output.ts';

function make(): { stdout: PassThrough; stderr: PassThrough; output: Output } {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  return { stdout, stderr, output: new Output(stdout, stderr) };
}

async function all(output: Output): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of output) lines.push(line);
  return lines;
}

it('merges both outputs in the order in which they arrived, and keeps them apart', async () => {
  const { stdout, stderr, output } = make();
  const lines = output[Symbol.asyncIterator]();
  stdout.write('one\n');
  expect((await lines.next()).value).toEqual({ seq: 1, writtenAt: null, stream: 'stdout', text: 'one' });
  stderr.write('two\n');
  expect((await lines.next()).value).toMatchObject({ seq: 2, stream: 'stderr', text: 'two' });
  stdout.end('three\n');
  stderr.end();
  expect((await lines.next()).value).toMatchObject({ seq: 3, stream: 'stdout', text: 'three' });
  expect((await lines.next()).done).toBe(true);
});

it('keeps last lines without a newline of both outputs, and ends after both', async () => {
  const { stdout, stderr, output } = make();
  stdout.end('half');
  stderr.end('other\nlast');
  expect((await all(output)).map((line) => `${line.stream} ${line.text}`).sort()).toEqual([
    'stderr last',
    'stderr other',
    'stdout half',
  ]);
});

it('stops reading when nobody takes 8 MiB, and loses nothing when somebody does', async () => {
  const mebibyte = Buffer.from(`${'x'.repeat(1023)}\n`.repeat(1024));
  let written = 0;
  const program = async function* () {
    for (; written < 40; written += 1) yield await Promise.resolve(mebibyte);
  };
  const stdout = Readable.from(program(), { objectMode: false });
  const output = new Output(stdout, Readable.from([]));
  await vi.waitFor(() => expect(stdout.isPaused()).toBe(true));
  expect(written).toBeLessThan(12);
  expect(await all(output)).toHaveLength(40 * 1024);
});

it('gives the last lines that nobody has read for an error message', async () => {
  const { stdout, stderr, output } = make();
  stderr.end('one\ntwo\nthree\n');
  stdout.end();
  await output.arrived(10_000);
  expect(output.tail(2)).toEqual(['two', 'three']);
});

it('can be read once', () => {
  const { output } = make();
  output[Symbol.asyncIterator]();
  expect(() => output[Symbol.asyncIterator]()).toThrow('once');
});

it('lets go of its pipes when the reader leaves early', async () => {
  const { stdout, stderr, output } = make();
  stdout.write('one\ntwo\n');
  for await (const line of output) {
    expect(line.text).toBe('one');
    break;
  }
  expect([stdout.destroyed, stderr.destroyed]).toEqual([true, true]);
});

it('lets go of what nobody reads, and of nothing that somebody does', async () => {
  const unread = make();
  unread.output.discardUnlessTaken();
  expect(unread.stdout.destroyed).toBe(true);
  const read = make();
  const lines = all(read.output);
  read.output.discardUnlessTaken();
  read.stdout.end('last words');
  read.stderr.end();
  expect((await lines).map((line) => line.text)).toEqual(['last words']);
});
