import { terminationCommandLine } from '#protocol/command-line.ts';
import type { LaneId } from '#protocol/ids.ts';
import { LANE_IDS } from '#protocol/ids.ts';
import type { LaneRecord } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import type { Report } from '#protocol/report.ts';
import type { RequestRow } from '#protocol/request.ts';
import { MAX_REQUESTS_PER_LANE } from '#protocol/traffic.ts';
import { LabError } from '../errors.ts';

/** As Docker names containers: nothing that a shell would read as more than a name. */
const CONTAINER_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const NO_NAME = said('no name of a container');

/**
 * Refuses a run whose parts do not fit one another.
 * @throws LabError `invalid-input` that names the place
 */
export function assertRun(run: Report['run'], lanes: readonly { id: LaneId; requests: readonly unknown[] }[]): void {
  const ids = run.lanes.map(({ id }) => id);
  const expected = LANE_IDS.slice(0, ids.length);
  if (ids.join() !== expected.join())
    refuse('run.lanes', said('lanes are {lanes}, in this order', { lanes: expected.join(', ') }));
  if (lanes.map(({ id }) => id).join() !== ids.join())
    refuse('lanes', said('the same lanes as in run.lanes: {lanes}', { lanes: ids.join(', ') }));
  for (const [index, lane] of run.lanes.entries()) assertLane(lane, `run.lanes.${index}`);
  for (const [index, { requests }] of lanes.entries()) {
    if (requests.length > MAX_REQUESTS_PER_LANE)
      refuse(`lanes.${index}.requests`, said('at most {most} requests', { most: MAX_REQUESTS_PER_LANE }));
  }
}

/** Where a container of a lab is reached, and what stands for it in a command line that has no container yet. */
const OWN_ADDRESS = /http:\/\/127\.0\.0\.1:\d{1,5}(?=\/)/g;
const ANY_ADDRESS = 'http://127.0.0.1:PORT';

/** What the page offers to copy into a shell must be what the lab itself would write there. */
function assertLane({ container, termination, preStop }: LaneRecord, place: string): void {
  const { name, commandLine, faults, others } = container;
  if (!CONTAINER_NAME.test(name)) refuse(`${place}.container.name`, NO_NAME);
  for (const [index, other] of others.entries()) {
    if (!CONTAINER_NAME.test(other.name)) refuse(`${place}.container.others.${index}.name`, NO_NAME);
  }
  const expected = terminationCommandLine(termination, { name, url: null, faults, preStop });
  // A command that followed another one goes without the wait.
  const plain = terminationCommandLine(termination, { name, url: null, faults });
  if (![expected, plain].includes(commandLine.replaceAll(OWN_ADDRESS, ANY_ADDRESS)))
    refuse(`${place}.container.commandLine`, said('not the command of this termination'));
}

/** @throws LabError `invalid-input` where a row is not the one that stands in its place, or contradicts itself */
export function assertRow(row: RequestRow, index: number, place: string): void {
  if (row.number !== index + 1)
    refuse(`${place}.number`, said('{number} expected: rows are 1, 2, 3 … without a hole', { number: index + 1 }));
  if ((row.outcome === null) !== (row.endedAt === null))
    refuse(`${place}.endedAt`, said('a request has an end where it has an outcome, and nowhere else'));
  if (row.outcome === 'completed' && row.status === null)
    refuse(`${place}.status`, said('a completed request has a status code'));
  if ((row.evidence === 'stored') !== (row.storedAt !== null))
    refuse(
      `${place}.storedAt`,
      said('a request has a time of storing where the evidence is stored, and nowhere else'),
    );
}

/** @throws LabError `invalid-input` where lines are out of order */
export function assertLine({ seq }: LaneLogLine, last: number, place: string): void {
  if (seq <= last) refuse(`${place}.seq`, said('more than {last} expected: lines go up', { last }));
}

function refuse(place: string, reason: Said): never {
  throw new LabError('invalid-input', said('The lab cannot use this: {place}: {reason}.', { place, reason }));
}
