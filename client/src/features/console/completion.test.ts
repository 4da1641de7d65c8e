import { expect, test } from 'vitest';
import { complete } from './completion.ts';

const nameable = {
  containers: ['lab-1a-a', 'lab-1a-b'],
  urls: ['/healthcheck', 'http://127.0.0.1:32780'],
};

test.each([
  ['d', 'docker '],
  ['docker k', 'docker kill '],
  ['docker i', 'docker inspect '],
  ['docker kill l', 'docker kill lab-1a-'],
  ['docker kill lab-1a-b', 'docker kill lab-1a-b '],
  ['docker kill --s', 'docker kill --signal '],
  ['docker kill -s TE', 'docker kill -s SIGTERM '],
  ['docker kill -s sigk', 'docker kill -s SIGKILL '],
  ['docker kill --signal=TE', 'docker kill --signal=SIGTERM '],
  ['docker kill -s SIGTERM lab-1a-a l', 'docker kill -s SIGTERM lab-1a-a lab-1a-'],
  ['docker stats --n', 'docker stats --no-stream '],
  ['curl /h', 'curl /healthcheck '],
  ['curl -s h', 'curl -s http://127.0.0.1:32780 '],
  ['curl --inc', 'curl --include '],
])('%s becomes "%s"', (text, completed) => {
  expect(complete(text, nameable)).toEqual({ text: completed, choices: [] });
});

test.each([
  ['docker ', 'ps logs kill stop start inspect top stats'],
  ['docker sta', 'start stats'],
  ['docker kill lab-1a-', 'lab-1a-a lab-1a-b'],
  ['docker kill -s SIGUSR', 'SIGUSR1 SIGUSR2'],
])('where nothing more is common to what fits, "%s" shows it', (text, choices) => {
  expect(complete(text, nameable)).toEqual({ text, choices: choices.split(' ') });
});

test.each(['docker ps l', 'docker stop -t ', 'docker foo l', 'ls l', 'docker kill x-'])('"%s" stays', (text) => {
  expect(complete(text, nameable)).toEqual({ text, choices: [] });
});
