import { describe, expect, test } from 'vitest';
import { ConfigError, PROJECT_ROOT, readConfig } from './config.ts';

const problems = (args: string[], environment: Record<string, string> = {}) => {
  try {
    readConfig(args, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  return [];
};

test('without a word the lab listens on the loopback interface and chooses its engine', () => {
  expect(readConfig([], {})).toEqual({
    port: 4500,
    host: '127.0.0.1',
    engine: 'auto',
    data: `${PROJECT_ROOT}/.lab`,
    content: `${PROJECT_ROOT}/server/content`,
    open: true,
    baseImage: 'debian:trixie-slim',
    forcePublishedPort: false,
  });
});

test('a flag wins over a variable', () => {
  expect(readConfig(['--port', '4600'], { LAB_PORT: '4700', LAB_ENGINE: 'embedded' })).toMatchObject({
    port: 4600,
    engine: 'embedded',
  });
});

test('an empty variable counts as none', () => {
  expect(readConfig([], { LAB_PORT: '' }).port).toBe(4500);
});

describe('a bad value is refused with one line that names it', () => {
  test.each([
    [['--port', 'abc'], {}, '--port abc: takes a whole number from 0 to 65535'],
    [['--port', '70000'], {}, '--port 70000: Too big: expected number to be <=65535'],
    [[], { LAB_ENGINE: 'podman' }, 'LAB_ENGINE=podman: Invalid option: expected one of "auto"|"docker"|"embedded"'],
    [[], { LAB_BASE_IMAGE: 'a b;c' }, 'LAB_BASE_IMAGE=a b;c: takes the name of an image, such as debian:trixie-slim'],
    [['--host', 'a/b'], {}, '--host a/b: takes an address or a host name'],
    [['--prot', '1'], {}, "Unknown option '--prot'"],
  ])('%j %j', (args, environment, line) => {
    expect(problems(args, environment)).toEqual([line]);
  });

  test('each of several', () => {
    expect(problems(['--port', 'x', '--engine', 'y'])).toHaveLength(2);
  });
});
