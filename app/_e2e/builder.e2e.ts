import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe';
import { type App, startApp } from './server';

const spec = `# Watches the credit model.
version: 1
name: Credit input drift
schedule: { every: 1h, window: 6h, reference: { trailing: 7d } }
nodes:
  requests: { type: stream, params: { stream: credit_requests } }
  age_psi: { type: psi, title: Drift of age, inputs: [requests], params: { column: age } } # the one that matters
  limit:
    type: limit
    inputs: [age_psi]
    params:
      warning: 0.1
      critical: 0.2 # agreed
  tell: { type: log, inputs: [limit] }
`;

let app: App;
beforeAll(async () => {
  app = await startApp();
  const { job } = await app.call<{ job: string }>('samples.load', { id: 'credit_requests' });
  await until(async () => {
    const found = await fetch(
      `${app.url}/api/trpc/jobs.get?input=${encodeURIComponent(JSON.stringify({ id: job }))}`,
    );
    const { result } = (await found.json()) as { result?: { data: { state: string } } };
    return result?.data.state === 'done';
  });
}, 180_000);
afterAll(() => app?.stop());

async function until(holds: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function openBuilder(text = spec, options = {}) {
  const { id } = await app.call<{ id: string }>('monitors.create', { name: 'Credit input drift', text });
  const opened = await app.open(options);
  await opened.page.goto(`/monitors/${id}/edit`);
  await opened.page.getByRole('button', { name: 'Publish…' }).waitFor();
  return { id, ...opened };
}

async function textOf(id: string): Promise<string> {
  const answer = await fetch(
    `${app.url}/api/trpc/monitors.get?input=${encodeURIComponent(JSON.stringify({ id }))}`,
  );
  const { result } = (await answer.json()) as { result: { data: { draft: { text: string } } } };
  return result.data.draft.text;
}

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const port = (page: Page, name: RegExp) => page.getByRole('button', { name });

async function dragPort(page: Page, from: RegExp, to: { x: number; y: number }) {
  const start = await port(page, from).boundingBox();
  if (!start) throw new Error('no such port');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x - 20, to.y - 10, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
}

async function middleOf(page: Page, id: string) {
  const box = await node(page, id).boundingBox();
  if (!box) throw new Error(`no node ${id}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function noSeriousViolations(page: Page) {
  expect(await seriousFindings(page)).toEqual([]);
}

describe('the canvas', () => {
  it('draws the graph, names its nodes, and shows the last preview', async () => {
    const { page, errors, foreign, close } = await openBuilder();
    await page
      .getByRole('group', { name: /^Detector, Drift of age.*input from requests, output to limit$/ })
      .waitFor();
    await page
      .getByText(/\d+ alerts? in 30 days/)
      .first()
      .waitFor({ timeout: 30_000 });
    expect(await node(page, 'requests').textContent()).toMatch(/rows/);
    await noSeriousViolations(page);
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
    await close();
  });

  it('opens a monitor that waits for labels, and sets how long', async () => {
    const labelled = spec
      .replace('type: psi, title: Drift of age', 'type: accuracy, title: Share of right answers')
      .replace(', params: { column: age }', '')
      .replace('warning: 0.1', 'direction: below')
      .replace('critical: 0.2', 'critical: 0.5');
    const { id, page, errors, close } = await openBuilder(labelled);
    await node(page, 'age_psi').getByText('Share of right answers').waitFor();
    const share = page.getByLabel(/^Labelled share/).first();
    await share.fill('0.6');
    await share.blur();
    await until(async () => /labels:[\s\S]*0\.6/.test(await textOf(id)));
    expect(errors).toEqual([]);
    await close();
  });

  it('adds beside the selection, connects what fits, and undoes it in one step', async () => {
    const { page, id, close } = await openBuilder();
    await node(page, 'requests').click();
    await page.getByLabel('Search blocks').fill('kolmo');
    await page.getByRole('button', { name: /Kolmogorov/ }).click();
    await node(page, 'ks').waitFor();
    await page
      .getByText(/Saved at/)
      .first()
      .waitFor();
    await until(async () => (await textOf(id)).includes('ks: '));
    expect(await textOf(id)).toMatch(/ks:.*inputs: \[requests\]/);
    await node(page, 'ks').focus();
    await page.keyboard.press('Control+z');
    await until(async () => (await textOf(id)) === spec);
    await close();
  });

  it('refuses a wire with the reason, draws one that fits, and offers blocks on empty canvas', async () => {
    const { page, id, close } = await openBuilder(spec.replace('inputs: [age_psi]', 'inputs: []'));
    await page.getByRole('button', { name: 'Tidy up (Shift+Alt+T)' }).click();
    await page.waitForTimeout(300);
    await dragPort(page, /^Output of requests/, await middleOf(page, 'limit'));
    await page
      .getByRole('tooltip')
      .getByText(/gives rows, but limit takes a series/)
      .or(page.getByText(/gives rows/))
      .first()
      .waitFor();
    await page.mouse.up();
    await page
      .getByText(/gives rows, but/)
      .first()
      .waitFor();
    await dragPort(page, /^Output of Drift of age/, await middleOf(page, 'limit'));
    await page.mouse.up();
    await until(async () => (await textOf(id)).includes('inputs: [age_psi]'));
    const view = await page.getByRole('region', { name: 'Canvas' }).boundingBox();
    await dragPort(page, /^Output of requests/, {
      x: (view?.x ?? 0) + 240,
      y: (view?.y ?? 0) + (view?.height ?? 0) - 60,
    });
    await page.mouse.up();
    const dialog = page.getByRole('dialog', { name: 'Add a block' });
    await dialog.getByText('After requests.').waitFor();
    expect(await dialog.getByRole('button', { name: /^Limit/ }).count()).toBe(0);
    await dialog.getByRole('button', { name: /^Row count/ }).click();
    await node(page, 'row_count').waitFor();
    await close();
  });

  it('connects by two clicks and by keys alone', async () => {
    const { page, id, close } = await openBuilder(spec.replace('inputs: [limit]', 'inputs: []'));
    await page.getByRole('button', { name: /^Fit everything/ }).click();
    await port(page, /^Output of limit/).click();
    await page.getByText('Connecting from limit').first().waitFor();
    await port(page, /^Input of tell/).click();
    await until(async () => /tell:.*inputs: \[limit\]/.test(await textOf(id)));
    await node(page, 'limit').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe('age_psi');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe('age_psi');
    await page.keyboard.press('Enter');
    await until(async () =>
      page.evaluate(() => document.activeElement?.closest('[data-inspector]') !== null),
    );
    await close();
  });

  it('copies, pastes, deletes and heals', async () => {
    const { page, id, close } = await openBuilder();
    await node(page, 'age_psi').click();
    await page.keyboard.press('Control+c');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('type: psi');
    await page.keyboard.press('Control+v');
    await node(page, 'age_psi_2').waitFor();
    await page.keyboard.press('Delete');
    await node(page, 'age_psi_2').waitFor({ state: 'detached' });
    await page.evaluate(() => navigator.clipboard.writeText('hello'));
    await node(page, 'limit').click();
    await page.keyboard.press('Control+v');
    await page.getByText('Nothing was pasted').first().waitFor();
    await until(async () => (await textOf(id)) === spec);
    await page
      .getByRole('textbox', { name: 'Name', exact: true })
      .or(page.getByLabel('Title (optional)'))
      .first()
      .focus();
    await page.keyboard.press('Backspace');
    expect(await node(page, 'limit').count()).toBe(1);
    await close();
  });

  it('finds no serious accessibility problem with a node selected, in dark, and in a dialog', async () => {
    const { page, close } = await openBuilder(spec.replace('column: age', 'column: nope'), {
      colorScheme: 'dark',
    });
    await node(page, 'age_psi').click();
    await page
      .getByText(/which the data does not have/)
      .first()
      .waitFor();
    await noSeriousViolations(page);
    await node(page, 'age_psi').focus();
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'Add a block' }).waitFor();
    await noSeriousViolations(page);
    await close();
  });
});

/** A monitor of many nodes: one source, then detector, threshold and action in rows. */
function many(rows: number): string {
  const each = Array.from({ length: rows }, (_, n) => [
    `  d${n}: { type: row_count, inputs: [requests] }`,
    `  t${n}: { type: limit, inputs: [d${n}], params: { direction: below, critical: 1 } }`,
    `  a${n}: { type: log, inputs: [t${n}] }`,
  ]).flat();
  return `${spec.split('  age_psi')[0]}${each.join('\n')}\n`;
}

describe('a monitor of a hundred nodes', () => {
  it('drags and types with a hundred nodes as with one', async () => {
    const { page, close } = await openBuilder(many(33));
    await node(page, 'requests').waitFor();
    let from = await middleOf(page, 'd32');
    // The canvas settles on what it shows first; only then does a place stay a place.
    await until(async () => {
      const last = from;
      await page.waitForTimeout(300);
      from = await middleOf(page, 'd32');
      return from.x === last.x && from.y === last.y;
    });
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (let n = 1; n <= 60; n++) await page.mouse.move(from.x + n, from.y + n / 2);
    await page.mouse.up();
    const to = await middleOf(page, 'd32');
    expect(to.x - from.x).toBeGreaterThan(30);
    await node(page, 't32').click();
    const field = page.getByLabel(/^Critical/);
    await field.fill('');
    await page.keyboard.type('123456', { delay: 0 });
    await expect.poll(() => field.inputValue()).toBe('123456');
    await close();
  });
});

describe('forms and text', () => {
  it('changes one line through a form, and shows errors under the field', async () => {
    const { page, id, close } = await openBuilder();
    await node(page, 'limit').click();
    const critical = page.getByLabel(/^Critical/);
    await critical.fill('abc');
    await page.getByText('Expected a number.').waitFor();
    expect(await critical.getAttribute('aria-invalid')).toBe('true');
    await critical.fill('30%');
    await critical.blur();
    await until(async () => (await textOf(id)) === spec.replace('critical: 0.2 #', 'critical: 0.3 #'));
    await close();
  });

  it('lists the real columns with their types', async () => {
    const { page, id, close } = await openBuilder();
    await node(page, 'age_psi').click();
    const column = page.getByRole('combobox', { name: /^Column/ });
    await column.click();
    await column.fill('incom');
    await page.getByRole('option', { name: /income.*number/ }).click();
    await until(async () => (await textOf(id)) === spec.replace('column: age', 'column: income'));
    await close();
  });

  it('keeps text and canvas in step, and the canvas while the text is broken', async () => {
    const { page, id, foreign, close } = await openBuilder();
    await page.getByRole('button', { name: 'Spec', exact: true }).click();
    const editor = page.locator('.monaco-editor').first();
    await editor.waitFor({ timeout: 30_000 });
    await editor.getByText('nodes').first().waitFor();
    await node(page, 'limit').click();
    await page.getByLabel(/^Warning/).fill('0.15');
    await page.getByLabel(/^Warning/).blur();
    await editor.getByText('0.15').waitFor({ timeout: 2_000 });
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('  extra: {{ type: row_count');
    await page
      .getByText(/Spec has errors at line \d+/)
      .first()
      .waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(4);
    for (let n = 0; n < 3 && (await page.getByText(/Spec has errors/).count()) > 0; n++) {
      await page.keyboard.press('Control+z');
      await page.waitForTimeout(400);
    }
    expect(await page.getByText(/Spec has errors/).count()).toBe(0);
    await until(async () => (await textOf(id)).includes('warning: 0.15'));
    expect(foreign).toEqual([]);
    await close();
  });

  it('leads from a problem to its field', async () => {
    const { page, close } = await openBuilder(spec.replace('column: age', 'column: nope'));
    await page.getByRole('button', { name: /uses the column/ }).click();
    await until(async () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('data-field') === 'nodes.age_psi.params.column',
      ),
    );
    await page.getByRole('button', { name: 'Publish…' }).click();
    const publish = page.getByRole('button', { name: /^Publish version/ });
    await publish.waitFor();
    expect(await publish.getAttribute('aria-disabled')).toBe('true');
    await close();
  });
});

describe('the draft', () => {
  it('says offline when the server is gone, and saves when it is back', async () => {
    const { page, id, close } = await openBuilder();
    await app.down();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Renamed while offline');
    await page.getByText('Offline, kept locally').first().waitFor({ timeout: 20_000 });
    await app.up();
    await page
      .getByText(/Saved at/)
      .first()
      .waitFor({ timeout: 30_000 });
    expect(await textOf(id)).toContain('name: Renamed while offline');
    await close();
  });

  it('refuses the second of two tabs, and loses neither copy', async () => {
    const first = await openBuilder();
    const second = await app.open();
    await second.page.goto(`/monitors/${first.id}/edit`);
    await second.page.getByRole('button', { name: 'Publish…' }).waitFor();
    await first.page.getByRole('textbox', { name: 'Name', exact: true }).fill('From the first');
    await until(async () => (await textOf(first.id)).includes('From the first'));
    await second.page.getByRole('textbox', { name: 'Name', exact: true }).fill('From the second');
    const dialog = second.page.getByRole('dialog', { name: 'The draft was changed elsewhere' });
    await dialog.waitFor();
    expect(await textOf(first.id)).toContain('From the first');
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await until(async () => (await textOf(first.id)).includes('From the second'));
    await second.close();
    await first.close();
  });

  it('offers what the browser kept when the page was closed too soon', async () => {
    const { page, id, close } = await openBuilder();
    const kept = {
      text: spec.replace('critical: 0.2', 'critical: 0.4'),
      layout: {},
      token: 'old',
      at: Date.now(),
    };
    await page.evaluate(
      ([key, copy]) => localStorage.setItem(key ?? '', copy ?? ''),
      [`tocsin.draft.${id}`, JSON.stringify(kept)],
    );
    await page.reload();
    await page.getByRole('button', { name: 'Restore my changes' }).click();
    await until(async () => (await textOf(id)) === kept.text);
    await close();
  });

  it('publishes with the warnings confirmed', async () => {
    const { page, close } = await openBuilder(spec.replace('  tell: { type: log, inputs: [limit] }\n', ''));
    await page.getByRole('button', { name: 'Publish…' }).click();
    const publish = page.getByRole('button', { name: 'Publish version 1' });
    expect(await publish.getAttribute('aria-disabled')).toBe('true');
    await page.getByText('Publish with these warnings').click();
    await publish.click();
    await page.getByText('Version 1', { exact: true }).first().waitFor({ timeout: 60_000 });
    await close();
  });
});

describe('the outline', () => {
  it('builds a whole monitor at the width of a phone', async () => {
    const empty = 'version: 1\nname: By outline\nschedule: { every: 1h, window: 1h }\nnodes: {}\n';
    const { page, id, close } = await openBuilder(empty, { viewport: { width: 390, height: 844 } });
    const add = async (search: string, name: RegExp) => {
      await page.getByRole('button', { name: 'Outline', exact: true }).click();
      await page.getByRole('button', { name: 'Add a block' }).click();
      const dialog = page.getByRole('dialog', { name: 'Add a block' });
      await dialog.getByLabel('Search blocks').fill(search);
      await dialog.getByRole('button', { name }).first().click();
      await dialog.waitFor({ state: 'detached' });
    };
    await add('stream', /^Stream/);
    await add('row count', /^Row count/);
    await add('limit', /^Limit/);
    await add('log', /^Log line/);
    await until(async () => /log:[\s\S]*inputs: \[limit\]/.test(await textOf(id)));
    await page.getByRole('button', { name: 'Outline', exact: true }).click();
    await noSeriousViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await close();
  });
});
