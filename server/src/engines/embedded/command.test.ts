import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadLabContainers } from '../lab-container.ts';
import { commandLineOf, commandOf, environmentOf } from './command.ts';

const fixtures = await loadLabContainers(join(import.meta.dirname, 'fixtures'));
const fixture = fixtures.get('no-handler');
if (fixture?.embedded === undefined) throw new Error('there is no fixture no-handler');
const container = { ...fixture, embedded: { ...fixture.embedded, command: ['serve', '127.0.0.1:{port}', 'a word'] } };

it('puts the port into the command and the arguments after it', () => {
  expect(commandOf(container, 20_001, ['--threads', '8'])).toEqual([
    'serve',
    '127.0.0.1:20001',
    'a word',
    '--threads',
    '8',
  ]);
});

it('runs Node programs on the lab’s own Node', () => {
  expect(commandOf(fixture, 20_001, [])).toEqual([process.execPath, 'server.js']);
});

it('gives the whole line to a shell in shell form', () => {
  const line = "serve 127.0.0.1:20001 'a word' --threads 8";
  expect(commandOf(container, 20_001, ['--threads', '8'], 'shell')).toEqual(['/bin/sh', '-c', line]);
});

it('shows the command as a person would type it', () => {
  expect(commandLineOf(container, 20_001, ['--threads', '8'])).toBe("serve 127.0.0.1:20001 'a word' --threads 8");
  expect(commandLineOf(fixture, 20_001, [])).toBe('node server.js');
});

it('lets a container’s variables override neither the path nor the marks of the lab', () => {
  const own = { PATH: '/elsewhere', LAB_INSTANCE: 'another', HANDLER_TIME_MS: '5' };
  const instance = { id: 'abc123', owner: 'this process' };
  const environment = environmentOf({
    port: 20_001,
    instance,
    virtualEnvironment: '/data/python/x',
    dataFolder: null,
    own,
  });
  expect(environment).toMatchObject({
    LAB_INSTANCE: 'abc123',
    LAB_OWNER: 'this process',
    HANDLER_TIME_MS: '5',
    PORT: '20001',
  });
  expect(environment.PATH?.startsWith('/data/python/x/bin:')).toBe(true);
  expect(environment.PATH).not.toContain('/elsewhere');
});
