import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { RunView } from '#protocol/run.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import { expectFaultless } from '../support/looks.ts';
import { pt } from '../support/portuguese.ts';
import { makeSteady } from '../support/steady-page.ts';

test.use({ locale: 'pt-BR' });

test.beforeEach(({ engine }) => requireDocker(engine));

/** What axe sees depends on theme and width, and little on the language: the widest and the narrowest will do. */
const LOOKS = [
  { colorScheme: 'dark', width: 768 },
  { colorScheme: 'light', width: 1280 },
] as const;

test('a browser that asks for Portuguese has the whole experiment in it, and its log as the programs wrote it', async ({
  page,
}) => {
  test.slow();
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  await expect(page.getByRole('combobox', { name: 'Cenário' })).toContainText('Em andamento quando o sinal chega');
  const start = page.getByRole('button', { name: 'Iniciar as duas' });
  await expect(start).toBeEnabled({ timeout: 60_000 });
  await expectFaultless(page, LOOKS);
  await start.click();
  const [a, b] = [page.getByRole('region', { name: 'Raia A' }), page.getByRole('region', { name: 'Raia B' })];
  for (const lane of [a, b]) await expect(lane.getByText(/concluídas?/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Encerrar as duas' })).toBeEnabled({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Encerrar as duas' }).click();
  await expect(a.getByText(/^Código de saída 137/)).toBeAttached();
  await expect(b.getByText(/^Código de saída 0/)).toBeAttached();
  const comparison = page.getByRole('region', { name: 'Comparação' });
  await expect(comparison).toContainText(/docker kill (cortou|não tinha)/);
  await expect(page.getByRole('log', { name: /Raia B/ }).first()).toContainText('Handling signal: term');
  await expectFaultless(page, LOOKS);
});

test('two readers of one run have it in their own language each, and the language can be chosen', async ({
  page,
  browser,
  baseURL,
  finished,
}) => {
  await using english = await browser.newContext({ locale: 'en-GB', baseURL: baseURL ?? '' });
  english.on('page', makeSteady);
  const other = await english.newPage();
  await other.goto(`/runs/${finished.id}`);
  await page.goto(`/runs/${finished.id}`);
  await expect(page.getByRole('region', { name: 'Comparação' })).toContainText('requisições');
  await expect(other.getByRole('region', { name: 'Comparison' })).toContainText(
    finished.comparison?.sentence.map(({ text }) => text).join('') ?? 'none',
  );

  await page.getByRole('button', { name: 'Tema e idioma' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await page.getByRole('button', { name: 'Theme and language' }).click();
  await page.getByRole('menuitemradio', { name: 'Português (Brasil)' }).click();
  await expect(page.getByRole('region', { name: 'Comparação' })).toBeVisible();
});

test('what opens, tables, replay and lanes side by side are in Portuguese, and axe finds nothing in them', async ({
  page,
  finished,
}) => {
  test.slow();
  await page.goto(`/runs/${finished.id}`);
  const [a, b] = [page.getByRole('region', { name: 'Raia A' }), page.getByRole('region', { name: 'Raia B' })];
  await a.getByRole('button', { name: pt('Table'), exact: true }).click();
  await page
    .getByRole('grid', { name: pt('Requests of {title}', { title: 'Raia A' }) })
    .getByRole('button')
    .first()
    .click();
  await b.getByRole('button', { name: pt('Replay'), exact: true }).click();
  await b.getByRole('button', { name: pt('Pause') }).click();
  await expectFaultless(page, LOOKS);
  await page.goto(`/compare?lanes=${finished.id}.a,${finished.id}.b`);
  await expect(page.getByRole('table').first()).toContainText('Previstas');
  await expectFaultless(page, LOOKS);
  await page.goto('/lab/grace-too-short');
  for (const name of [/^Configurações/, 'À mão']) {
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectFaultless(page, LOOKS);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});

test('a lesson, the course and the history are in Portuguese, and axe finds nothing in them', async ({
  page,
  finished,
}) => {
  test.slow();
  await page.goto('/learn');
  await expect(page.getByRole('link', { name: 'Em andamento quando o sinal chega' })).toBeVisible();
  await expectFaultless(page, LOOKS);
  await page.goto('/learn/in-flight/predict');
  await expect(page.getByRole('button', { name: pt('Lock in my prediction') })).toBeVisible();
  await expectFaultless(page, LOOKS);
  await page.goto(`/learn/in-flight/explain?run=${finished.id}`);
  await expect(page.getByRole('region', { name: pt('Guide') })).toContainText('Python retoma');
  await page.goto(`/learn/in-flight/check?run=${finished.id}`);
  await expect(page.getByRole('region', { name: pt('Guide') })).toContainText(/raia A perca|raia A perd/);
  await page.goto('/history');
  await expect(page.getByText(finished.id).first()).toBeVisible();
  await expectFaultless(page, LOOKS);
});

test('the report is in the language of who saves it, and opens from disk', async ({ api, browser, finished }) => {
  const markdown = await api.call('GET', `/api/runs/${finished.id}/report?format=markdown&language=pt-BR`);
  expect(await markdown.text()).toContain('docker kill');
  const file = test.info().outputPath('report.html');
  const html = await api.call('GET', `/api/runs/${finished.id}/report?format=html&language=pt-BR`);
  await writeFile(file, await html.text());
  const told: RunView = await (await api.call('GET', `/api/runs/${finished.id}?language=pt-BR`)).json();
  const sentence = told.comparison?.sentence.map(({ text }) => text).join('');

  await using context = await browser.newContext({ offline: true });
  const report = await context.newPage();
  const complaints: string[] = [];
  report.on('console', (message) => complaints.push(message.text()));
  report.on('pageerror', (error) => complaints.push(error.message));
  await report.goto(pathToFileURL(file).href);
  await expect(report.locator('html')).toHaveAttribute('lang', 'pt-BR');
  await expect(report.getByRole('main')).toContainText(sentence ?? 'none');
  await expect(report.getByRole('region', { name: 'Raia A', exact: true })).toContainText('SIGKILL');
  expect(complaints).toEqual([]);
});
