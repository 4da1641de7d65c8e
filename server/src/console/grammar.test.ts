import { describe, expect, test } from 'vitest';
import { readLine } from './grammar.ts';
import { Refusal } from './refusal.ts';
import { wordsOf } from './words.ts';

/** What a line is refused with, and the exit code. */
function refusal(line: string): [string, number] {
  try {
    readLine(line);
  } catch (thrown) {
    if (thrown instanceof Refusal) return [thrown.message, thrown.exitCode];
    throw thrown;
  }
  throw new Error(`${line} was taken`);
}

describe('words', () => {
  test.each([
    ['  docker   ps ', ['docker', 'ps']],
    [`a 'b c' "d e"f`, ['a', 'b c', 'd ef']],
    [`-d '{"a":"$x | \`y\`"}'`, ['-d', '{"a":"$x | `y`"}']],
    [`"say \\"hi\\" for \\$5"`, ['say "hi" for $5']],
    ['a\\ b ""', ['a b', '']],
    ['{{.State.ExitCode}} 5$ *?~', ['{{.State.ExitCode}}', '5$', '*?~']],
    ['', []],
  ])('%s', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  test.each([
    ['docker ps | grep lab', '|'],
    ['docker ps; docker ps', ';'],
    ['docker kill a && docker ps', '&'],
    ['docker ps > file', '>'],
    ['docker kill $(docker ps -q)', '$'],
    ['docker kill "$NAME"', '$'],
    ['docker kill `x`', '`'],
  ])('%s is refused: there is no shell', (line, character) => {
    expect(refusal(line)).toEqual([expect.stringContaining(`it makes nothing of ${character}. `), 2]);
  });

  test('a quote that is not closed is told', () => {
    expect(refusal(`docker inspect -f '{{.Id}}`)).toEqual(["The quote ' is not closed.", 2]);
  });
});

describe('a line', () => {
  test.each([
    ['', { kind: 'nothing' }],
    ['help', { kind: 'help', about: 'console' }],
    ['docker', { kind: 'help', about: 'docker' }],
    ['docker kill --help', { kind: 'help', about: 'kill' }],
    ['docker ps', { kind: 'ps', all: false, quiet: false, isWhole: false }],
    ['docker container ls -aq --no-trunc', { kind: 'ps', all: true, quiet: true, isWhole: true }],
    ['docker ps --all=false', { kind: 'ps', all: false, quiet: false, isWhole: false }],
    ['docker logs x', { kind: 'logs', container: 'x', tail: null, timestamps: false }],
    ['docker logs -tn3 x', { kind: 'logs', container: 'x', tail: 3, timestamps: true }],
    ['docker logs x --tail all', { kind: 'logs', container: 'x', tail: null, timestamps: false }],
    ['$ docker kill x', { kind: 'kill', containers: ['x'], signal: 'SIGKILL' }],
    ['docker kill -s term x y', { kind: 'kill', containers: ['x', 'y'], signal: 'SIGTERM' }],
    ['docker kill --signal=SIGQUIT x', { kind: 'kill', containers: ['x'], signal: 'SIGQUIT' }],
    ['docker kill x -s15', { kind: 'kill', containers: ['x'], signal: 'SIGTERM' }],
    ['docker kill --signal= x', { kind: 'kill', containers: ['x'], signal: 'SIGKILL' }],
    ['docker stop x', { kind: 'stop', containers: ['x'], gracePeriodSeconds: 10 }],
    ['docker stop --time 3 x', { kind: 'stop', containers: ['x'], gracePeriodSeconds: 3 }],
    ['docker stop -t=0 -- x', { kind: 'stop', containers: ['x'], gracePeriodSeconds: 0 }],
    ['docker start x', { kind: 'start', containers: ['x'] }],
    ["docker inspect -f '{{.Id}}' x", { kind: 'inspect', containers: ['x'], format: '{{.Id}}' }],
    ['docker top x', { kind: 'top', container: 'x' }],
    ['docker stats --no-stream', { kind: 'stats', containers: [], all: false }],
  ])('%s', (line, command) => {
    expect(readLine(line)).toEqual(command);
  });
});

describe('the Docker CLI’s own words', () => {
  const usage = 'Usage:  docker kill [OPTIONS] CONTAINER [CONTAINER...]';
  const more = "Run 'docker kill --help' for more information";

  test.each([
    ['docker foo', "docker: unknown command: docker foo\n\nRun 'docker --help' for more information", 1],
    [
      'docker kill',
      `docker: 'docker kill' requires at least 1 argument\n\n${usage}\n\nSee 'docker kill --help' for more information`,
      1,
    ],
    ['docker kill --foo x', `unknown flag: --foo\n\n${usage}\n\n${more}`, 125],
    ['docker kill -x y', `unknown shorthand flag: 'x' in -x\n\n${usage}\n\n${more}`, 125],
    ['docker kill -s', `flag needs an argument: 's' in -s\n\n${usage}\n\n${more}`, 125],
    ['docker kill --signal', `flag needs an argument: --signal\n\n${usage}\n\n${more}`, 125],
    ['docker kill -s FOO x', 'Error response from daemon: Invalid signal: FOO', 1],
    ['docker kill -s 0 x', 'Error response from daemon: Invalid signal: 0', 1],
    [
      'docker kill -s 99 x',
      'Error response from daemon: Cannot kill container: x: The linux daemon does not support signal 99',
      1,
    ],
    [
      'docker ps x',
      "docker: 'docker ps' accepts no arguments\n\nUsage:  docker ps [OPTIONS]\n\nRun 'docker ps --help' for more information",
      1,
    ],
    [
      'docker logs a b',
      "docker: 'docker logs' requires 1 argument\n\nUsage:  docker logs [OPTIONS] CONTAINER\n\nRun 'docker logs --help' for more information",
      1,
    ],
    ["docker kill ''", 'invalid container name or ID: value is empty', 1],
  ])('%s', (line, words, exitCode) => {
    expect(refusal(line)).toEqual([words, exitCode]);
  });

  test('a grace period that is no number', () => {
    const [words, exitCode] = refusal('docker stop -t abc x');
    expect(words).toMatch(
      /^invalid argument "abc" for "-t, --timeout" flag: strconv\.ParseInt: parsing "abc": invalid syntax\n\nUsage: {2}docker stop /,
    );
    expect(exitCode).toBe(125);
  });
});

describe('what Docker has and the console has not is said in plain words', () => {
  test.each([
    ['docker run debian', 'The console has no docker run'],
    ['docker logs -f x', 'The console has no -f, which docker logs has'],
    ['docker ps --format json', 'The console has no --format'],
    ['docker kill -s SIGWINCH x', 'Docker can send SIGWINCH, the lab does not'],
    ['docker kill -s 19 x', 'Docker can send 19, the lab does not'],
    ['docker stop -t 301 x', 'The lab waits 0 to 300 seconds'],
    ['docker top x aux', 'The console gives ps no options'],
    ['docker stats', 'The console takes one reading'],
    ['ls -l', 'ls: command not found'],
  ])('%s', (line, words) => {
    expect(refusal(line)[0]).toContain(words);
  });
});

describe('curl', () => {
  const plain = {
    kind: 'curl',
    method: 'GET',
    headers: [],
    body: null,
    showsHead: false,
    isSilent: false,
    maxSeconds: 10,
  };

  test.each([
    ['curl /healthcheck', { ...plain, target: '/healthcheck' }],
    ['curl -s http://x:1/', { ...plain, target: 'http://x:1/', isSilent: true }],
    ['curl -sSi /a', { ...plain, target: '/a', showsHead: true }],
    ['curl -I /a', { ...plain, target: '/a', method: 'HEAD', showsHead: true }],
    ['curl -XPUT /a -m2', { ...plain, target: '/a', method: 'PUT', maxSeconds: 2 }],
    ['curl --max-time 900 /a', { ...plain, target: '/a', maxSeconds: 20 }],
    [
      `curl -d a=1 -d b=2 /a`,
      {
        ...plain,
        ...{ target: '/a', method: 'POST', body: 'a=1&b=2' },
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      },
    ],
    [
      `curl -H 'content-type: application/json' -H 'X-Empty:' -H nothing -d '{"a":1}' /a`,
      { ...plain, target: '/a', method: 'POST', body: '{"a":1}', headers: [['content-type', 'application/json']] },
    ],
  ])('%s', (line, command) => {
    expect(readLine(line)).toEqual(command);
  });

  const help = "curl: try 'curl --help' or 'curl --manual' for more information";
  test.each([
    ['curl', help, 2],
    ['curl -X', `curl: option -X: requires parameter\n${help}`, 2],
    ['curl -m abc /a', `curl: option -m: expected a proper numerical parameter\n${help}`, 2],
    ['curl --foo /a', 'curl: option --foo: is unknown', 2],
    ['curl -d @/etc/passwd /a', 'reads no files', 26],
    ["curl -H 'X-Request-Id: 7' /a", 'would be taken for theirs', 2],
    ["curl -H 'Content-Length: 7' /a", 'the console writes Content-Length itself', 2],
    ["curl -H 'Host: elsewhere' /a", 'the console writes Host itself', 2],
    ['curl -X "GET /b HTTP/1.1" /a', 'is no method', 2],
    ['curl /a /b', 'one request at a time', 2],
  ])('%s', (line, words, exitCode) => {
    expect(refusal(line)).toEqual([expect.stringContaining(words), exitCode]);
  });
});
