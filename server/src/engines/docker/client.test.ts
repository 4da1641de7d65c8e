import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { dockerClient } from './client.ts';

test('what docker-modem prints of every call stays short, however much the connections hold', () => {
  const { docker, close } = dockerClient('/run/no-docker-here.sock');
  const modem: object = docker.modem;
  const agent = 'agent' in modem ? modem.agent : null;
  expect(inspect({ agent }, { showHidden: true, depth: null })).toBe('{ agent: Agent }');
  close();
});
