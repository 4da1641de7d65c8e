import { expect, test } from 'vitest';
import { LogBuffer } from './log-buffer.ts';

const line = (text: string) => ({ at: 0, writtenAt: null, stream: 'stdout' as const, text });

function filled(count: number): LogBuffer {
  const buffer = new LogBuffer();
  for (let n = 1; n <= count; n++) buffer.push(line(`line ${n}`));
  return buffer;
}

test('numbers lines from 1 and reads on after any of them', () => {
  const buffer = filled(5);
  expect(buffer.after(0, 100).lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(buffer.after(3, 1)).toEqual({ skipped: 0, lines: [{ ...line('line 4'), seq: 4 }] });
  expect(buffer.after(5, 100)).toEqual({ skipped: 0, lines: [] });
});

test('says how many lines were dropped before the first that it still has', () => {
  const buffer = filled(25_000);
  const batch = buffer.after(100, 3);
  expect(batch.skipped).toBe(14_900);
  expect(batch.lines.map(({ text }) => text)).toEqual(['line 15001', 'line 15002', 'line 15003']);
});

test('lets who keeps the log read a line before it is dropped', () => {
  const buffer = new LogBuffer();
  const kept: number[] = [];
  const end = buffer.beforeDropping((oldest) => {
    if ((kept.at(-1) ?? 0) < oldest) kept.push(...buffer.after(kept.at(-1) ?? 0, 5_000).lines.map(({ seq }) => seq));
  });
  for (let n = 1; n <= 25_000; n++) buffer.push(line(`line ${n}`));
  end();
  for (let n = 1; n <= 25_000; n++) buffer.push(line(`line ${n}`));
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => index + 1));
  expect(kept.length).toBeGreaterThanOrEqual(15_000);
  expect(kept.length).toBeLessThanOrEqual(25_000);
});

test('bounds its memory by characters, too', () => {
  const buffer = new LogBuffer();
  for (let n = 0; n < 1_000; n++) buffer.push(line('x'.repeat(16_384)));
  const { skipped, lines } = buffer.after(0, 10_000);
  expect(skipped + lines.length).toBe(1_000);
  expect(lines.length * 16_384).toBeLessThanOrEqual(4_000_000);
});

test('reads from the beginning for a viewer that names a line from the future', () => {
  expect(filled(2).after(99, 10).lines).toHaveLength(2);
});
