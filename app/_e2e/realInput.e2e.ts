import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, sharedPath } from '@/server/_system/shared';
import { type App, startApp } from './server';

/** One of the real incidents through the browser alone: bring the file, draw, publish, see it ring. */
describe.skipIf(!hasShared)('sixty days of scored requests, in the browser', () => {
  let app: App;
  let folder: string;
  beforeAll(async () => {
    app = await startApp();
    folder = await mkdtemp(join(tmpdir(), 'tocsin-real-'));
    await copyFile(sharedPath('data', 'adult-stream', 'predictions.csv'), join(folder, 'adult.csv'));
  }, 120_000);
  afterAll(async () => {
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function add(page: Page, search: string, name: RegExp): Promise<void> {
    await page.getByLabel('Search blocks').fill(search);
    await page.getByRole('button', { name }).first().click();
  }

  it('finds the missing hours of work', async () => {
    const { page, errors, foreign, close } = await app.open();
    await page.goto('/start');
    await page.getByLabel('Choose a file or drop it here').setInputFiles(join(folder, 'adult.csv'));
    await page.getByText(/columns found/).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('21,145 rows are in adult').waitFor({ timeout: 60_000 });

    await page.goto('/start');
    await page.getByRole('button', { name: 'Open the builder' }).click();
    await page.waitForURL('**/monitors/*/edit');
    const id = /monitors\/([^/]+)/.exec(page.url())?.[1] ?? '';
    await page.getByLabel('Every', { exact: true }).fill('1d');
    await page.getByLabel('Window', { exact: true }).fill('1d');
    await add(page, 'stream', /^Stream/);
    await page.getByRole('combobox', { name: 'Stream' }).fill('adult');
    await page.keyboard.press('Tab');
    await add(page, 'missing', /^Missing share/);
    await page.getByRole('combobox', { name: 'Column' }).fill('hours_per_week');
    await page.keyboard.press('Tab');
    await add(page, 'limit', /^Limit/);
    await page.getByLabel(/^Critical/).fill('0.05');
    await add(page, 'log', /^Log line/);
    await page
      .getByText(/No problems/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByRole('button', { name: 'Publish version 1' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.goto(`/monitors/${id}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Replay over past data' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('From').fill('2025-01-07');
    await dialog.getByLabel('Until').fill('2025-03-07');
    await dialog.getByRole('button', { name: 'Replay' }).click();
    await dialog.getByText('it would have rung 1 time').waitFor({ timeout: 60_000 });
    await dialog.getByRole('table', { name: 'Alerts of the replay' }).getByRole('link').first().click();
    await page
      .getByText(/1[0-9.]+ % .*above the critical limit 5 %/)
      .first()
      .waitFor();
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
    await close();
  });
});
