import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { composeFragment } from './compose-fragment.ts';
import { dockerRun } from './docker-run.ts';
import { dockerfileLines } from './dockerfile-lines.ts';
import type { LaneProgram } from './lane-program.ts';
import { laneProgram } from './lane-program.ts';
import type { ContainerView, ScenarioView } from './scenario.ts';
import { withLaneA } from './scenario-view.fixture.ts';

type LaneChange = Partial<ScenarioView['lanes'][number]>;

function laneA(change: LaneChange = {}, container: Partial<ContainerView> = {}): LaneProgram {
  const program = laneProgram(withLaneA(change, container), 'a');
  if (program === null) throw new Error('the scenario has no lane a');
  return program;
}

const everything: LaneChange = {
  knobs: { threads: 2, init: 'yes', stopSignal: 'SIGQUIT', restartPolicy: 'always', form: 'shell' },
};
const balanced: LaneChange = { replicas: 2, balancer: 'balancer', knobs: { threads: 8, delayMs: 5 } };
const words = (line: string) => line.replaceAll(' \\\n  ', ' ');

describe('docker run', () => {
  test('has the program’s arguments behind the image, and the traffic’s handler time in the environment', () => {
    expect(words(dockerRun(laneA()))).toBe(
      'docker run -d --name lane-a -p 127.0.0.1::8000 --memory 256m --memory-swap 256m -e HANDLER_TIME_MS=300 lab/api --threads 8',
    );
  });

  test('has every setting of the engine, and in shell form the whole line as one word of the shell’s', () => {
    expect(words(dockerRun(laneA(everything)))).toBe(
      'docker run -d --name lane-a -p 127.0.0.1::8000 --memory 256m --memory-swap 256m --init --stop-signal SIGQUIT --restart always ' +
        "-e HANDLER_TIME_MS=300 --entrypoint /bin/sh lab/api -c 'serve --title '\\''it'\\''\\'\\'''\\''s up'\\'' --threads 2'",
    );
  });

  test('keeps the data folder on a volume', () => {
    expect(words(dockerRun(laneA({}, { dataPath: '/data' })))).toContain(' --memory-swap 256m -v /data -e ');
  });

  test('starts the replicas on a network, then the balancer that finds them there by their names', () => {
    expect(dockerRun(laneA(balanced)).replaceAll(' \\\n  ', ' ').split('\n')).toEqual([
      'docker network create lane-a-network',
      'docker run -d --name lane-a --network lane-a-network -p 127.0.0.1::8000 --memory 256m --memory-swap 256m -e HANDLER_TIME_MS=300 lab/api --threads 8',
      'docker run -d --name lane-a-2 --network lane-a-network -p 127.0.0.1::8000 --memory 256m --memory-swap 256m -e HANDLER_TIME_MS=300 lab/api --threads 8',
      'docker run -d --name lane-a-balancer --network lane-a-network -p 127.0.0.1::80 --memory 256m --memory-swap 256m ' +
        "-e DELAY_MS=5 -e 'UPSTREAMS=lane-a:8000 lane-a-2:8000' lab/balancer",
    ]);
  });
});

describe('the Dockerfile', () => {
  test('has the entrypoint in exec form with the arguments as they stand', () => {
    expect(dockerfileLines(laneA()).split('\n')).toEqual([
      'FROM lab/api',
      'ENV HANDLER_TIME_MS=300',
      'STOPSIGNAL SIGTERM',
      'ENTRYPOINT ["serve", "--title", "it\'s up", "--threads", "8"]',
    ]);
  });

  test('in shell form has it as a shell reads it, and says what no image can', () => {
    expect(dockerfileLines(laneA(everything, { dataPath: '/data' })).split('\n')).toEqual([
      'FROM lab/api',
      'ENV HANDLER_TIME_MS=300',
      'VOLUME ["/data"]',
      'STOPSIGNAL SIGQUIT',
      "ENTRYPOINT serve --title 'it'\\''s up' --threads 2",
      "# Not an image's to say, but docker run's: --init --restart always",
    ]);
  });
});

describe('the compose fragment', () => {
  test('has the command, the grace period of a stop and a port of this machine only', () => {
    expect(parse(composeFragment(laneA()))).toEqual({
      services: {
        'lane-a': {
          image: 'lab/api',
          command: ['--threads', '8'],
          stop_grace_period: '2s',
          environment: { HANDLER_TIME_MS: '300' },
          mem_limit: '256m',
          memswap_limit: '256m',
          ports: [{ target: 8000, host_ip: '127.0.0.1' }],
        },
      },
    });
  });

  test('has every setting of the engine, with each $ doubled, which compose would read as a variable', () => {
    const fragment = parse(composeFragment(laneA(everything, { entrypoint: ['echo', '$HOME'], dataPath: '/data' })));
    expect(fragment).toMatchObject({
      services: {
        'lane-a': {
          entrypoint: ['/bin/sh', '-c', "echo '$$HOME' --threads 2"],
          init: true,
          stop_signal: 'SIGQUIT',
          restart: 'always',
          volumes: ['lane-a-data:/data'],
        },
      },
      volumes: { 'lane-a-data': {} },
    });
    expect(fragment.services['lane-a']).not.toHaveProperty('command');
  });

  test('that stands alone builds its images, and its containers have the names of the commands', () => {
    expect(parse(composeFragment(laneA(balanced), true))).toMatchObject({
      services: {
        'lane-a-2': { container_name: 'lane-a-2', build: './lab-containers/api', image: 'lab/api' },
        'lane-a-balancer': { container_name: 'lane-a-balancer', build: './lab-containers/balancer' },
      },
    });
  });

  test('has the replicas as services of their own, and the balancer that depends on them', () => {
    const { services } = parse(composeFragment(laneA(balanced)));
    expect(Object.keys(services)).toEqual(['lane-a', 'lane-a-2', 'lane-a-balancer']);
    expect(services['lane-a-balancer']).toEqual({
      image: 'lab/balancer',
      environment: { DELAY_MS: '5', UPSTREAMS: 'lane-a:8000 lane-a-2:8000' },
      mem_limit: '256m',
      memswap_limit: '256m',
      depends_on: ['lane-a', 'lane-a-2'],
      ports: [{ target: 80, host_ip: '127.0.0.1' }],
    });
  });
});

test('a lane or container that is not there comes to nothing', () => {
  expect(laneProgram(withLaneA({}), 'd')).toBeNull();
  expect(laneProgram(withLaneA({ container: 'other' }), 'a')).toBeNull();
});
