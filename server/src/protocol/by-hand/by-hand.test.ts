import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScenarioView } from '../scenario.ts';
import { scenarioView, withLaneA } from '../scenario-view.fixture.ts';
import type { Traffic } from '../traffic.ts';
import type { HandLane } from './hand-lane.ts';
import { handLane } from './hand-lane.ts';
import { handSteps } from './hand-steps.ts';
import { laneScript, scriptName } from './lane-script.ts';
import { awkTemplate, numberedWord } from './shell-template.ts';
import { trafficCaveat, trafficFunctions } from './traffic-commands.ts';

function laneA(scenario: ScenarioView = scenarioView()): HandLane {
  const lane = handLane(scenario, 'a');
  if (lane === null) throw new Error('the scenario has no lane a');
  return lane;
}

function commands(lane: HandLane, title: string): string | undefined {
  return handSteps(lane).find((step) => step.title === title)?.commands;
}

const { traffic: open } = scenarioView();
const closed: Traffic = {
  model: 'closed',
  clients: 3,
  pauseMs: 250,
  keepAlive: false,
  timeoutMs: 1_500,
  handlerTimeMs: 50,
  maxRequests: 100,
  maxSeconds: 60,
};
const balanced = withLaneA({
  balancer: 'balancer',
  replicas: 2,
  preStopSeconds: 3,
  termination: { kind: 'kill', signal: 'SIGTERM' },
});

describe('a request’s text', () => {
  const printed = (program: string, args: string[]) => spawnSync(program, args, { encoding: 'utf8' }).stdout;
  const texts = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !text.includes('\0'));

  test('comes out of the shell as it went in, with the number in its places', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const word = numberedWord(`${before}{number}${after}`);
        expect(printed('sh', ['-c', `set -- 17; printf %s ${word}`])).toBe(`${before}17${after}`);
      }),
      { numRuns: 15 },
    );
  });

  test('comes out of awk in the same way', () => {
    const program = `BEGIN { number = 17; address = "h:1"; printf "%s", ${awkTemplate('a "b" \\n $1 {number} {address} {other}')} }`;
    expect(printed('awk', [program])).toBe('a "b" \\n $1 17 h:1 {other}');
  });
});

describe('the traffic of a shell', () => {
  test('in the open model begins one request after the other, whatever became of those before', () => {
    const text = trafficFunctions(laneA(), 'script');
    expect(text).toContain('request $number &');
    expect(text).toContain('[ $number -lt $((passed * 10)) ] || sleep 0.1');
    expect(text).toContain("-H 'Connection: close'");
    expect(text).toContain(`-d '{"text":"it'\\''s number '"$1"'","of":1}'`);
    expect(text).toContain('--max-time 10 -X POST');
  });

  test('at less than a request a second counts in thousandths, as a shell has no fractions', () => {
    const lane = laneA(scenarioView({ traffic: { ...open, model: 'open', ratePerSecond: 0.5 } }));
    expect(trafficFunctions(lane, 'script')).toContain('$((passed * 500 / 1000)) ] || sleep 2\n');
  });

  test('in the closed model is so many clients, no two with a number in common, that pause', () => {
    const text = trafficFunctions(laneA(scenarioView({ traffic: closed })), 'script');
    expect(text).toContain('number=$((number + 3))\n    sleep 0.25');
    expect(text).toContain('while [ $first -le 3 ]');
  });

  test('with connections that are kept is one curl a client, at the pace of pause and handler', () => {
    const lane = laneA(scenarioView({ traffic: { ...closed, keepAlive: true } }));
    const text = trafficFunctions(lane, 'script');
    expect(text).toContain('curl --rate 200/m -K "$work/client-$first"');
    expect(text).not.toContain('Connection: close');
    expect(trafficCaveat(lane.traffic)).toContain('7.84');
  });

  test('for a terminal hears Ctrl+C and has no comments, which zsh does not take there', () => {
    const text = trafficFunctions(laneA(), 'terminal');
    expect(text).toContain("trap 'kill 0' INT");
    expect(text).not.toMatch(/^ *#/m);
    expect(text).not.toContain('$work');
  });

  test('gives each request a key of its own where the client sends again with one', () => {
    const lane = laneA(withLaneA({ restart: true, retry: 'idempotency-key' }));
    expect(trafficFunctions(lane, 'script')).toContain(`-H 'Idempotency-Key: "by-hand-'"$1"'"'`);
  });
});

describe('the steps', () => {
  test('build, run, send, end, look and clean up', () => {
    expect(handSteps(laneA()).map(({ title }) => title)).toEqual([
      'Build',
      'Run',
      'Send requests',
      'End it',
      'Look',
      'Clean up',
    ]);
    expect(commands(laneA(), 'Build')).toBe('docker build -t lab/api lab-containers/api');
    expect(commands(laneA(), 'End it')).toBe('docker stop -t 2 lane-a');
    expect(commands(laneA(), 'Clean up')).toBe('docker rm -f -v lane-a');
  });

  test('of a lane that is started again ask what it still has', () => {
    expect(commands(laneA(withLaneA({ restart: true })), 'Start it again, and ask what it still has')).toContain(
      'docker start lane-a',
    );
  });

  test('before a balancer send to it, and take back the readiness of what is ended', () => {
    const lane = laneA(balanced);
    expect(commands(lane, 'Send requests')).toContain('address=$(docker port lane-a-balancer 80)');
    expect(commands(lane, 'End it')).toBe(
      'address=$(docker port lane-a 8000)\n' +
        'curl -X POST http://$address/ready/off && sleep 3 && docker kill --signal=SIGTERM lane-a',
    );
    expect(commands(lane, 'Clean up')).toBe(
      'docker rm -f -v lane-a lane-a-2 lane-a-balancer\ndocker network rm lane-a-network',
    );
  });

  test('make a program fail by the request that its author names', () => {
    const fault = withLaneA(
      { termination: { kind: 'fault', fault: 'crash' }, knobs: { restartPolicy: 'always' } },
      { faults: { crash: { method: 'POST', path: '/crash' } } },
    );
    expect(commands(laneA(fault), 'End it')).toContain('curl -X POST http://$address/crash');
    // What inspect tells then is of its next life.
    expect(commands(laneA(fault), 'Look')).toContain('--filter event=die');
  });
});

describe('the script', () => {
  test('labels all that it makes, and removes what has the label', () => {
    const text = laneScript(laneA(balanced));
    expect(text.match(/^docker (run -d|network create) --label "\$label" /gm)).toHaveLength(4);
    expect(text).not.toMatch(/^docker run -d --name/m);
  });

  test('has a name that tells what it does', () => {
    expect(scriptName(laneA())).toBe('some-lane-a.sh');
  });
});
