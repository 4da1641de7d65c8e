import type { LaneView } from '#protocol/lane.ts';
import type { Scenario } from '#protocol/scenario.ts';
import type { LabApi } from '../support/api.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import type { Seen } from '../support/log-witness.ts';
import { LogWitness } from '../support/log-witness.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

for (const scenarioId of ['in-flight', 'article']) {
  test(`${scenarioId}: each lane ends as the scenario claims, and the containers’ own logs agree with the ledger`, async ({
    api,
    engine,
  }) => {
    const scenario: Scenario = await (await api.call('GET', `/api/scenarios/${scenarioId}`)).json();
    let isUsual = false;
    for (let trial = 1; trial <= 3 && !isUsual; trial++) isUsual = await carryOut(api, engine, scenario);
    expect(isUsual, `${scenarioId}: what is usual was seen in one trial of three`).toBe(true);
  });
}

/** Takes a run of a scenario to its end, and asserts all that it claims. @returns whether it showed what is usual, too */
async function carryOut(api: LabApi, engine: string, scenario: Scenario): Promise<boolean> {
  const { id } = await api.create({ scenarioId: scenario.id });
  const ready = await api.until(id, ({ status }) => status === 'ready');
  const witnesses = ready.lanes.map(({ container }) =>
    engine === 'docker' ? LogWitness.follow(container.name) : null,
  );
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, (view) => view.lanes.every(({ counts }) => counts.completed >= 4));
  expect((await api.call('POST', `/api/runs/${id}/terminate`)).status).toBe(202);
  const run = await api.until(id, ({ status }) => status === 'finished');

  let isUsual = true;
  for (const [index, lane] of run.lanes.entries()) {
    const rows = await api.ledger(id, lane.id);
    const { counts } = lane;
    expect(counts.due).toBe(counts.completed + counts.refused + counts.cut + counts.timedOut + counts.notSent);
    expect(counts.due).toBe(rows.length);
    expect(counts.inFlight).toBe(0);
    expect(counts.lost?.total).toBe(
      rows.filter(({ outcome }) => outcome === 'cut' || outcome === 'timed-out').length,
    );

    const witness = await witnesses[index]?.seen();
    if (witness !== undefined) {
      const received = rows.filter(({ evidence }) => evidence !== 'none').map(({ number }) => number);
      const stored = rows.filter(({ evidence }) => evidence === 'stored').map(({ number }) => number);
      expect(received).toEqual(witness.received);
      expect(stored).toEqual(witness.stored);
      expect(
        rows
          .filter(({ outcome }) => outcome === 'completed')
          .map(({ number }) => number)
          .every((n) => witness.stored.includes(n)),
      ).toBe(true);
    }
    expectClaims(scenario, lane, witness ?? null);
    if (witness !== undefined) isUsual &&= showsUsual(scenario, lane);
  }
  expect(new Set(run.lanes.map(({ counts }) => counts.due)).size, 'both lanes get the same schedule').toBe(
    scenario.traffic.model === 'open' ? 1 : new Set(run.lanes.map(({ counts }) => counts.due)).size,
  );
  return isUsual;
}

/** Whether a lane shows what its scenario says that nearly every trial shows. */
function showsUsual({ lanes }: Scenario, lane: LaneView): boolean {
  const { lost, promises = {} } = lanes.find(({ id }) => id === lane.id)?.expect.usually ?? {};
  const was = lane.counts.lost?.total ?? Number.NaN;
  const isWithin = lost === undefined || (was >= lost.min && was <= lost.max);
  return (
    isWithin &&
    Object.entries(promises).every(
      ([id, state]) => lane.verdict?.promises.find((candidate) => candidate.id === id)?.state === state,
    )
  );
}

/**
 * The ranges of a scenario's `expect` hold. They are claimed of the images: without a container's log as witness, on the embedded
 * engine, the program is the machine's own or a stand-in, and of it only the exit and what was in flight are claimed.
 */
function expectClaims(scenario: Scenario, lane: LaneView, witness: Seen | null): void {
  const claim = scenario.lanes.find(({ id }) => id === lane.id)?.expect;
  if (claim === undefined) throw new Error(`The scenario says nothing of lane ${lane.id}.`);
  const where = `${scenario.id}, lane ${lane.id}`;
  if (claim.exitCode === 'never') throw new Error(`${where} is expected to end.`);
  expect(lane.exit?.exitCode, where).toBeGreaterThanOrEqual(claim.exitCode.min);
  expect(lane.exit?.exitCode, where).toBeLessThanOrEqual(claim.exitCode.max);
  if (claim.forced !== undefined) expect(lane.exit?.forced, where).toBe(claim.forced);
  if (claim.oomKilled !== undefined && lane.exit?.oomReported)
    expect(lane.exit.oomKilled, where).toBe(claim.oomKilled);
  const promises = Object.entries(claim.promises ?? {});
  for (const [id, state] of witness === null
    ? promises.filter(([name]) => name === 'in-flight-answered')
    : promises) {
    const promise = lane.verdict?.promises.find((candidate) => candidate.id === id);
    expect(promise?.state, `${where}: ${id}: ${promise?.evidence}`).toBe(state);
  }
  if (witness === null) return;
  expect(lane.counts.lost?.total, where).toBeGreaterThanOrEqual(claim.lost.min);
  expect(lane.counts.lost?.total, where).toBeLessThanOrEqual(claim.lost.max);
  for (const text of claim.logHas) expect(witness.text, where).toContain(text);
  for (const text of claim.logLacks) expect(witness.text, where).not.toContain(text);
}
