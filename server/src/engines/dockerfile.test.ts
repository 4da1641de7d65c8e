import { expect, test } from 'vitest';
import { readDockerfile } from './dockerfile.ts';

const read = (...lines: string[]) => readDockerfile(lines.join('\n'), 'some/Dockerfile');

test('the last entrypoint and the last stop signal count', () => {
  const text = [
    'FROM one',
    'STOPSIGNAL SIGINT',
    'ENTRYPOINT ["old"]',
    'FROM two',
    'ENTRYPOINT ["serve", "--port", "80"]',
    'STOPSIGNAL SIGQUIT',
  ];
  expect(read(...text)).toEqual({ entrypoint: ['serve', '--port', '80'], stopSignal: 'SIGQUIT' });
});

test('Docker’s own stop signal counts where there is none', () => {
  expect(read('ENTRYPOINT ["serve"]').stopSignal).toBe('SIGTERM');
});

test('instructions may be written in any case, with any space, and not in a comment', () => {
  expect(read('entrypoint\t ["serve"]  ', '# ENTRYPOINT ["other"]', 'stopsignal  SIGUSR1 ')).toEqual({
    entrypoint: ['serve'],
    stopSignal: 'SIGUSR1',
  });
});

test.each([
  ['none', 'FROM one'],
  ['in shell form', 'ENTRYPOINT serve --port 80'],
  ['on two lines', 'ENTRYPOINT ["serve", \\\n  "--port"]'],
  ['that is empty', 'ENTRYPOINT []'],
  ['of other things than words', 'ENTRYPOINT ["serve", 80]'],
])('an entrypoint %s is refused with the file and the form', (_what, line) => {
  expect(() => read('FROM one', line)).toThrow(
    /^some\/Dockerfile: it needs an ENTRYPOINT in exec form, on one line: ENTRYPOINT \["program", "argument"\]\.$/,
  );
});
