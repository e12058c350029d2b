import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from './axe';
import { type App, startApp } from './server';

const spec = `version: 1
name: Response time
schedule: { every: 1h, window: 1h }
nodes:
  requests: { type: stream, params: { stream: credit_requests } }
  p95: { type: quantile, inputs: [requests], params: { column: latency_ms, q: 0.95 } }
  limit: { type: limit, inputs: [p95], params: { critical: 5 } }
  tell: { type: log, inputs: [limit] }
`;

let app: App;
beforeAll(async () => {
  app = await startApp();
  const { job } = await app.call<{ job: string }>('samples.load', { id: 'credit_requests' });
  await until(async () => (await query<{ state: string }>('jobs.get', { id: job })).state === 'done');
}, 180_000);
afterAll(() => app?.stop());

async function query<T>(path: string, input: unknown): Promise<T> {
  const answer = await fetch(
    `${app.url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
  );
  const { result } = (await answer.json()) as { result: { data: T } };
  return result.data;
}

async function until(holds: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it('adds an analyser behind a detector, sets it, and shows its series and its finding', async () => {
  const { id } = await app.call<{ id: string }>('monitors.create', { name: 'Response time', text: spec });
  const { page, errors, close } = await app.open();
  await page.goto(`/monitors/${id}/edit`);
  await page.getByRole('button', { name: 'Publish…' }).waitFor();
  const textOf = async () => (await query<{ draft: { text: string } }>('monitors.get', { id })).draft.text;

  await page.locator('.react-flow__node[data-id="p95"]').click();
  await page.getByLabel('Search blocks').fill('time of day');
  await page.getByRole('button', { name: /^Seasonal residual/ }).click();
  const card = page.locator('.react-flow__node[data-id="seasonal_residual"]');
  await card.waitFor();
  await until(async () => /seasonal_residual:.*inputs: \[p95\]/.test(await textOf()));

  await page.getByRole('button', { name: /^Fit everything/ }).click();
  await page.getByRole('button', { name: /^Output of seasonal_residual/ }).click();
  await page.getByText('Connecting from seasonal_residual').first().waitFor();
  await page.keyboard.press('Escape');

  await card.click();
  await page.getByLabel(/^Earlier periods/).fill('5');
  await page.getByLabel(/^Earlier periods/).blur();
  await until(async () => /periods: 5/.test(await textOf()));

  await page.getByRole('button', { name: 'Add after' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a block' });
  expect(await dialog.getByRole('button', { name: /^Unusual for this window size/ }).count()).toBe(0);
  await dialog.getByRole('button', { name: /^Limit/ }).click();
  await until(async () => /limit_2:.*inputs: \[seasonal_residual\]/s.test(await textOf()));

  await page
    .getByRole('group', { name: /^Analyser, seasonal_residual.*input from p95, output to limit_2/ })
    .waitFor();
  await until(async () => /\d/.test((await card.textContent())?.replace('seasonal_residual', '') ?? ''));
  await card.click();
  await page.getByRole('button', { name: 'Result', exact: true }).click();
  await page
    .getByText(/of its usual swings (above|below) what is usual at this time of day/)
    .first()
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(errors).toEqual([]);
  await close();
});
