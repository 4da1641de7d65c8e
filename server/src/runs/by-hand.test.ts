import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handLane } from '#protocol/by-hand/hand-lane.ts';
import { handSteps } from '#protocol/by-hand/hand-steps.ts';
import { laneScript } from '#protocol/by-hand/lane-script.ts';
import { PROJECT_ROOT } from '../config.ts';
import { loadLabContainers } from '../engines/lab-container.ts';
import { loadCatalogue } from './catalogue.ts';

test('of every lane of the catalogue a shell can read the script and each step', async () => {
  const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
  const { scenarios } = await loadCatalogue(join(PROJECT_ROOT, 'server/content/scenarios'), containers);
  const lanes = scenarios.flatMap((scenario) => scenario.lanes.map(({ id }) => handLane(scenario, id)));
  expect(lanes.length).toBeGreaterThan(30);
  const texts = lanes.flatMap((lane) => {
    if (lane === null) throw new Error('a lane of the catalogue cannot be done by hand');
    return [laneScript(lane), ...handSteps(lane).map(({ commands }) => commands)];
  });
  const { status, stderr } = spawnSync('sh', ['-n'], { input: texts.join('\n'), encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
