import { z } from 'zod';
import type { FaultRequest } from './command-line.ts';
import { expectationSchema } from './expectation.ts';
import { laneIdSchema, slugSchema } from './ids.ts';
import type { Knob } from './knob.ts';
import { knobValuesSchema } from './knob.ts';
import { preStopSecondsSchema } from './lane-change.ts';
import { lessonSchema } from './lesson/lesson.ts';
import type { Fault } from './termination.ts';
import { terminationSchema } from './termination.ts';
import { trafficSchema } from './traffic.ts';

/** What may differ from lane to lane: numbers that every trial measures of each. */
const CONTRASTED = ['exitAfterMs', 'lost', 'unacknowledged', 'serverErrors', 'answeredAfter', 'duplicated'] as const;

/** One lane comes to more of a figure than another: of its sum over all trials, because a single one may be luck. */
const contrastSchema = z.strictObject({ figure: z.enum(CONTRASTED), more: laneIdSchema, less: laneIdSchema });
export type Contrast = z.infer<typeof contrastSchema>;

/** What a client does about its lost requests once the service runs again. */
export const RETRIES = ['none', 'plain', 'idempotency-key'] as const;
export type Retry = (typeof RETRIES)[number];

export const scenarioLaneSchema = z.strictObject({
  id: laneIdSchema,
  label: z.string().min(1).max(60),
  /** The service: what is ended. */
  container: slugSchema,
  /** Those of the service, of its balancer and of the runtime: no two share a name. */
  knobs: knobValuesSchema.default({}),
  termination: terminationSchema,
  /** How many of the service run; the first of them is ended. More than one needs a balancer. */
  replicas: z.int().min(1).max(4).default(1),
  /** The lab container that the requests go to, and that leads them to the replicas. */
  balancer: slugSchema.optional(),
  /** The service's readiness is taken back so many seconds before the termination. */
  preStopSeconds: preStopSecondsSchema.optional(),
  /** Whether the container is started again when all is over, and asked what it still has of what it acknowledged. */
  restart: z.boolean().default(false),
  /** Whether the client then sends its lost requests again before it asks: plainly, or each with the key of its first time. */
  retry: z.enum(RETRIES).default('none'),
  expect: expectationSchema,
});

/** A scenario's frontmatter: everything but the text that teaches. */
export const scenarioSchema = z.strictObject({
  id: slugSchema,
  title: z.string().min(1).max(80),
  summary: z.string().min(1).max(240),
  /** Where it stands in the picker; the lowest is opened first. */
  order: z.int(),
  traffic: trafficSchema,
  /** What a learner may turn, by name: knobs of the lanes' containers and of the runtime, and `SETTINGS`. */
  knobs: z.array(z.string().max(60)).max(12).default([]),
  lanes: z.array(scenarioLaneSchema).min(2).max(4),
  /** How the lanes differ, where ranges of each alone could be those of the other as well. */
  contrasts: z.array(contrastSchema).max(6).optional(),
  /** What makes it a lesson: without it the page still asks for a prediction and explains. */
  lesson: lessonSchema.optional(),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/** A scenario as its file has it; `body` is HTML made from the Markdown of the lab's own author, raw HTML escaped. */
export interface ScenarioFile extends Scenario {
  body: string;
  sections: Sections;
}

/** The parts of a scenario's text, each as HTML without its heading; empty where the text has no such section. */
export interface Sections {
  question: string;
  watch: string;
  why: string;
  sources: string;
}

/** A lab container as the catalogue gives it: what a page needs to show how it is started. */
export interface ContainerView {
  name: string;
  title: string;
  /** What runs, with a `{knob}` where the knob's value goes. */
  summary: string;
  image: string;
  /** The words of its ENTRYPOINT in exec form, and its STOPSIGNAL. */
  entrypoint: readonly string[];
  stopSignal: string;
  port: number;
  knobs: Readonly<Record<string, Knob>>;
  /** The knob that the traffic's handler time turns. */
  handlerTimeKnob: string | null;
  /** The folder that is kept on a volume. */
  dataPath: string | null;
  /** The variable that tells a balancer its upstreams. */
  upstreamsVariable: string | null;
  faults: Partial<Record<Fault, FaultRequest>>;
  /** Where a POST takes its readiness back. */
  offPath: string | null;
  /** Where it answers 200 while it is healthy. */
  healthPath: string;
  /** Where it tells the numbers of the requests that it has stored. */
  storedPath: string | null;
  /** What its clients send, with a `{number}` where a request's number goes. */
  request: RequestView;
  /** Its Dockerfile as it stands, and the names of the files in its folder. */
  dockerfile: string;
  files: readonly string[];
}

/** A request that a client sends over and over. */
export interface RequestView {
  method: string;
  path: string;
  body?: Readonly<Record<string, string | number | boolean>>;
}

/** A scenario as the catalogue gives it: each lane says in a few words what runs in it. */
export interface ScenarioView extends ScenarioFile {
  lanes: (z.infer<typeof scenarioLaneSchema> & { summary: string })[];
  /** The lab containers of its lanes, by name. */
  containers: Readonly<Record<string, ContainerView>>;
}
