import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startEngineChild, startWeb, WEB } from './children';
import { median, quantile } from './measure';
import type { Family, Options } from './options';
import { figure, type Row, skipped, verdictOf } from './row';

const LISTS = ['/monitors', '/alerts', '/streams', '/gallery'];
const LIST_KB = 190;
const BUILDER_KB = 300;
const MOVES = 60;

/** T12: what a page loads, and how smoothly a node is dragged. */
export const pages: Family = {
  name: 'pages',
  ids: ['T12'],
  async run(options, say) {
    const what = 'script of pages, frames while dragging';
    if (!existsSync(WEB)) return [skipped('T12', what, 'the web is not built (npm run build)')];
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
    if (!existsSync(executablePath)) return [skipped('T12', what, 'no Chromium (set CHROMIUM_PATH)')];
    const engine = await startEngineChild();
    const web = await startWeb({ TOCSIN_DATA: engine.folder, TOCSIN_ENGINE_PORT: String(engine.port) });
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
    });
    try {
      return await measureAll({ browser, url: `http://127.0.0.1:${web.port}`, options }, say);
    } finally {
      await browser.close();
      await web.stop();
      await engine.close();
    }
  },
};

type Site = { browser: Browser; url: string; options: Options };

async function measureAll(site: Site, say: (line: string) => void): Promise<Row[]> {
  const lists: { path: string; kb: number }[] = [];
  for (const path of LISTS) {
    const script = await scriptOf(site, path);
    say(inWords(path, script));
    lists.push({ path, kb: script.kb });
  }
  const largest = lists.reduce((a, b) => (b.kb > a.kb ? b : a));
  const small = await monitorOf(site, 10);
  const builder = await scriptOf(site, `/monitors/${small}/edit`);
  say(inWords('the builder', builder));
  const rows = [
    scriptRow(`script of list pages, gzip (${largest.path})`, largest.kb, LIST_KB),
    scriptRow('script of the builder, gzip, before Monaco', builder.kb + builder.laterKb, BUILDER_KB),
  ];
  for (const [nodes, askMs] of [
    [100, 20],
    [500, 33],
  ] as const) {
    rows.push(dragRow({ nodes, askMs, ...(await drag(site, await monitorOf(site, nodes))) }));
  }
  return rows;
}

type Script = { kb: number; laterKb: number; largest: readonly number[] };

/** Script that a page loads before it says that it has loaded, and what comes after by itself; compressed as a server would. */
async function scriptOf({ browser, url }: Site, path: string): Promise<Script> {
  const page = await browser.newPage();
  const bodies: Promise<Buffer | null>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body().catch(() => null));
  });
  await page.goto(`${url}${path}`, { waitUntil: 'load' });
  const first = bodies.length;
  await page.waitForLoadState('networkidle');
  const sizes = (await Promise.all(bodies)).map((body) => (body ? gzipSync(body).length / 1_000 : 0));
  await page.close();
  const sum = (part: readonly number[]) => part.reduce((a, b) => a + b, 0);
  const largest = sizes.slice(0, first).sort((a, b) => b - a);
  return { kb: sum(sizes.slice(0, first)), laterKb: sum(sizes.slice(first)), largest: largest.slice(0, 5) };
}

const inWords = (path: string, { kb, laterKb, largest }: Script): string =>
  `${path}: ${kb.toFixed(0)} KB (files of ${largest.map((one) => one.toFixed(0)).join(', ')}, …), then ${laterKb.toFixed(0)} KB by itself`;

/** A monitor of so many nodes: pairs of a detector and its limit, as people draw them. */
async function monitorOf({ url }: Site, nodes: number): Promise<string> {
  const pairs = Array.from({ length: Math.floor((nodes - 1) / 2) }, (_, i) => [
    `  mean_${i}: { type: mean, inputs: [events], params: { column: f${i} } }`,
    `  limit_${i}: { type: limit, inputs: [mean_${i}], params: { critical: 1 } }`,
  ]);
  const text = [
    'version: 1',
    `name: ${nodes} nodes`,
    'schedule: { every: 1h, window: 1h }',
    'nodes:',
    '  events: { type: stream, params: { stream: requests } }',
    ...pairs.flat(),
    '',
  ].join('\n');
  const response = await fetch(`${url}/api/trpc/monitors.create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ text }),
  });
  const answer = (await response.json()) as { result?: { data: { id: string } } };
  if (!answer.result) throw new Error(`monitors.create answered ${response.status}`);
  return answer.result.data.id;
}

type Drag = { p50: number; p95: number; longest: number; idle: number };

async function drag({ browser, url, options }: Site, monitor: string): Promise<Drag> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(`${url}/monitors/${monitor}/edit`, { waitUntil: 'networkidle' });
  await page.locator('.react-flow__node').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1_500);
  const idle = median(await framesDuring(page, () => page.waitForTimeout(1_000)));
  const rounds: number[][] = [];
  for (let round = 0; round < (options.quick ? 1 : 3); round++) {
    const from = await handleInView(page);
    await page.mouse.move(from.x, from.y);
    const frames = await framesDuring(page, async () => {
      await page.mouse.down();
      for (let move = 1; move <= MOVES; move++) {
        // There and half of the way back.
        const far = 2 * Math.min(move, 90 - move);
        await page.mouse.move(from.x + far, from.y + far / 2);
      }
      await page.mouse.up();
    });
    if (!(await hasLeft(page, from.node, from))) throw new Error('the node did not move');
    rounds.push(frames);
  }
  await page.close();
  const of = (q: number) => median(rounds.map((frames) => quantile(frames, q)));
  return { p50: of(0.5), p95: of(0.95), longest: of(1), idle };
}

type Grip = { x: number; y: number; node: string };

/** A place on a node that lies well within the canvas, with nothing above it. */
async function handleInView(page: Page): Promise<Grip> {
  const canvas = await page.locator('.react-flow').first().boundingBox();
  if (!canvas) throw new Error('there is no canvas');
  const grip = await page.locator('.react-flow__node').evaluateAll((nodes, { x, y, width, height }) => {
    for (const node of nodes) {
      const box = node.getBoundingClientRect();
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 4 };
      const inside = at.x > x + 150 && at.x < x + width - 250 && at.y > y + 100 && at.y < y + height - 150;
      if (inside && node.contains(document.elementFromPoint(at.x, at.y)))
        return { ...at, node: node.getAttribute('data-id') ?? '' };
    }
    return null;
  }, canvas);
  if (!grip) throw new Error('no node lies within the canvas');
  return grip;
}

/** Whether a node has left the place where it was taken; the last move ended elsewhere. */
async function hasLeft(page: Page, node: string, before: { x: number; y: number }): Promise<boolean> {
  const box = await page.locator(`.react-flow__node[data-id="${node}"]`).boundingBox();
  if (!box) return false;
  return Math.abs(box.x + box.width / 2 - before.x) + Math.abs(box.y + box.height / 4 - before.y) > 1;
}

/** How long each frame took while something was done. */
async function framesDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const state = { on: true, frames: [] as number[] };
    Object.assign(globalThis, { benchFrames: state });
    let last = performance.now();
    const tick = (now: number) => {
      state.frames.push(now - last);
      last = now;
      if (state.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await work();
  return page.evaluate(() => {
    const { benchFrames } = globalThis as unknown as { benchFrames: { on: boolean; frames: number[] } };
    benchFrames.on = false;
    return benchFrames.frames.slice(1);
  });
}

const scriptRow = (what: string, kb: number, askKb: number): Row => ({
  id: 'T12',
  what,
  ask: `${askKb} KB`,
  good: '',
  measured: `${kb.toFixed(1)} KB`,
  ratio: '',
  verdict: verdictOf({ value: kb, ask: askKb, better: 'lower' }),
});

const dragRow = ({
  nodes,
  askMs,
  p50,
  p95,
  longest,
  idle,
}: Drag & { nodes: number; askMs: number }): Row => ({
  id: 'T12',
  what: `frame while dragging, ${nodes} nodes, p95`,
  ask: `${askMs} ms`,
  good: '',
  measured: `${figure(p95)} ms (p50 ${figure(p50)}, longest ${figure(longest)})`,
  ratio: `${(p95 / idle).toFixed(2)}x a frame at rest`,
  verdict: verdictOf({ value: p95, ask: askMs, better: 'lower' }),
});
