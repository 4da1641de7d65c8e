import type { ContainerView, ScenarioView } from './scenario.ts';

const api: ContainerView = {
  name: 'api',
  title: 'An API',
  summary: 'server · {threads} threads',
  image: 'lab/api',
  entrypoint: ['serve', '--title', "it's up"],
  stopSignal: 'SIGTERM',
  port: 8000,
  knobs: {
    threads: { kind: 'integer', label: 'Threads', min: 1, max: 64, default: 1, argument: '--threads' },
    handlerTimeMs: {
      kind: 'integer',
      label: 'Handler time',
      min: 0,
      max: 9,
      default: 0,
      variable: 'HANDLER_TIME_MS',
    },
  },
  handlerTimeKnob: 'handlerTimeMs',
  dataPath: null,
  upstreamsVariable: null,
  faults: {},
  offPath: '/ready/off',
  healthPath: '/health',
  storedPath: '/stored',
  request: { method: 'POST', path: '/new', body: { text: "it's number {number}", of: 1 } },
  dockerfile: 'FROM base\n',
  files: ['Dockerfile', 'server.js'],
};

const balancer: ContainerView = {
  ...api,
  name: 'balancer',
  image: 'lab/balancer',
  entrypoint: ['balance'],
  port: 80,
  knobs: { delayMs: { kind: 'integer', label: 'Delay', min: 0, max: 9, default: 3, variable: 'DELAY_MS' } },
  handlerTimeKnob: null,
  upstreamsVariable: 'UPSTREAMS',
  offPath: null,
};

const lane = {
  container: 'api',
  restart: false,
  replicas: 1,
  retry: 'none',
  summary: 'server · 8 threads',
  expect: { exitCode: { min: 0, max: 0 }, lost: { min: 0, max: 0 }, logHas: [], logLacks: [] },
} as const satisfies Partial<ScenarioView['lanes'][number]>;

/** For tests: lane a is stopped, lane b killed; both have knobs. */
export function scenarioView(change: Partial<ScenarioView> = {}): ScenarioView {
  return {
    id: 'some',
    title: 'Some scenario',
    summary: 'It shows something.',
    order: 1,
    body: '',
    sections: { question: '', watch: '', why: '', sources: '' },
    traffic: {
      model: 'open',
      ratePerSecond: 10,
      keepAlive: false,
      timeoutMs: 10_000,
      handlerTimeMs: 300,
      maxRequests: 100,
      maxSeconds: 60,
    },
    knobs: ['threads', 'init', 'gracePeriodSeconds', 'ratePerSecond', 'keepAlive'],
    lanes: [
      {
        ...lane,
        id: 'a',
        label: 'stop',
        knobs: { threads: 8 },
        termination: { kind: 'stop', gracePeriodSeconds: 2 },
      },
      { ...lane, id: 'b', label: 'kill', knobs: { threads: 8 }, termination: { kind: 'kill', signal: 'SIGTERM' } },
    ],
    containers: { api, balancer },
    ...change,
  };
}

/** For tests: the same with lane a changed. */
export function withLaneA(change: Partial<ScenarioView['lanes'][number]>, container: Partial<ContainerView> = {}) {
  const { lanes, ...rest } = scenarioView({ containers: { api: { ...api, ...container }, balancer } });
  return { ...rest, lanes: lanes.map((each) => (each.id === 'a' ? { ...each, ...change } : each)) };
}
