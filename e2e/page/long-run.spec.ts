import type { Report } from '#protocol/report.ts';
import type { LabApi } from '../support/api.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

/** Requests whose two lines each are more than a terminal keeps. */
const MANY = 6_200;

/** A run of so many requests, kept by the lab: a real one whose first request came again and again, as another lab reports it. */
async function longRun(api: LabApi, id: string): Promise<string> {
  const report: Report = await (await api.call('GET', `/api/runs/${id}/report?format=json`)).json();
  const first = report.lanes[0]?.requests[0];
  if (first === undefined) throw new Error('The run has no request.');
  const numbers = Array.from({ length: MANY }, (_, index) => index + 1);
  for (const lane of report.lanes.slice(0, 1)) {
    lane.requests = numbers.map((number) => {
      const at = (number - 1) / 10;
      return {
        ...first,
        number,
        dueAt: at,
        sentAt: at,
        connectedAt: at,
        writtenAt: at,
        firstByteAt: at,
        endedAt: at,
      };
    });
    for (const row of lane.requests) Object.assign(row, { receivedAt: row.dueAt, storedAt: row.dueAt });
    lane.log = lane.requests.flatMap(({ number, dueAt: at }) =>
      ['received', 'stored'].map((step, index) => {
        const text = `request=${number} ${step}`;
        return { seq: number * 2 - 1 + index, at, writtenAt: null, stream: 'stdout' as const, text };
      }),
    );
  }
  const answer = await api.call('POST', '/api/runs/import', report);
  expect(answer.status).toBe(201);
  return (await answer.json()).id;
}

test('an early request of a long run shows its lines, which the terminal no longer keeps, and the picture counts all', async ({
  page,
  api,
  finished,
}) => {
  await page.goto(`/runs/${await longRun(api, finished.id)}`);
  const a = page.getByRole('region', { name: 'Lane A' });
  const picture = a.getByRole('slider', { name: 'Requests of Lane A over time' });
  await expect(page.getByRole('log', { name: 'Log of Lane A as text' })).toContainText(`request=${MANY} stored`, {
    timeout: 60_000,
  });
  // Nothing was pressed or pointed at yet: it counts by itself.
  await expect(picture).toHaveAttribute('aria-valuemax', String(MANY));

  await picture.focus();
  await page.keyboard.press('Home');
  const lines = a.getByRole('list', { name: 'Lines of request 1 in the log of Lane A' });
  await expect(lines.getByRole('listitem')).toHaveText([/request=1 received$/, /request=1 stored$/]);
  await expect(a.getByText('Older than what this terminal keeps')).toBeVisible();
  await expect(a.getByText('in this log')).toHaveCount(0);

  await page.keyboard.press('End');
  const last = a.getByRole('list', { name: `Lines of request ${MANY} in the log of Lane A` });
  await expect(last.getByRole('listitem')).toHaveCount(2);
  await expect(a.getByText('Older than what this terminal keeps')).toHaveCount(0);
});
