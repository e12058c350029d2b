import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEXT_BYTES_MAX } from '@/lib/spec/yaml';
import { projects } from '@/server/db/schema';
import { localOwner } from '@/server/store/scope';
import { createContext } from './context';
import { createEngineClient } from './engineClient';
import { problemsOf } from './errors';
import { type Opened, openForTest } from './openForTest';
import { appRouter } from './root';

let open: Opened;
beforeAll(async () => {
  open = await openForTest();
});
afterAll(() => open?.close());

/** The problems and HTTP status that a client would be given. */
async function refusal(asked: Promise<unknown>) {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { problems, conflict } = problemsOf(error);
    return {
      status: getHTTPStatusCodeFromError(error),
      codes: problems.map(({ code }) => code),
      problems,
      conflict,
    };
  }
  throw new Error('it was not refused');
}

const TEXT = `version: 1
name: Loans # ours
schedule: { every: 1h, window: 1h }
nodes: {}
`;

describe('drafts', () => {
  it('are created blank, named, from text, and renamed in their own text', async () => {
    const blank = await open.api.monitors.get({ id: (await open.api.monitors.create()).id });
    expect(blank).toMatchObject({
      name: 'New monitor',
      published: null,
      hasUnpublishedChanges: true,
      state: null,
    });
    const { id } = await open.api.monitors.create({ text: TEXT, origin: 'template' });
    await open.api.monitors.rename({ id, name: 'Cars: "new"' });
    const renamed = await open.api.monitors.get({ id });
    expect(renamed).toMatchObject({ name: 'Cars: "new"', origin: 'template' });
    expect(renamed.draft.text).toContain('# ours');
    expect(await open.api.monitors.exportYaml({ id })).toMatchObject({ filename: 'cars-new.yaml' });
  });

  it('are saved with a token, and a second tab is refused with both sides', async () => {
    const { id } = await open.api.monitors.create({ text: TEXT });
    const { draft } = await open.api.monitors.get({ id });
    const mine = TEXT.replace('Loans', 'Mine');
    const saved = await open.api.monitors.saveDraft({
      id,
      text: mine,
      layout: { a: { x: 1, y: 2 } },
      token: draft.token,
    });
    expect(saved.token).not.toBe(draft.token);
    const theirs = { id, text: TEXT.replace('Loans', 'Late'), layout: {}, token: draft.token };
    const refused = await refusal(open.api.monitors.saveDraft(theirs));
    expect(refused).toMatchObject({ status: 409, codes: ['draft_conflict'] });
    expect(refused.conflict).toMatchObject({
      mine: { text: theirs.text },
      theirs: { text: mine, token: saved.token, layout: { a: { x: 1, y: 2 } } },
    });
    expect((await open.api.monitors.get({ id })).name).toBe('Mine');
  });

  it('are kept when their text is broken', async () => {
    const { id } = await open.api.monitors.create({ text: TEXT });
    const { token } = (await open.api.monitors.get({ id })).draft;
    await open.api.monitors.saveDraft({ id, text: 'nodes: [', layout: {}, token });
    expect(await open.api.monitors.get({ id })).toMatchObject({ name: 'Loans', draft: { text: 'nodes: [' } });
  });

  it('are paused, and removed for good', async () => {
    const { id } = await open.api.monitors.create({ text: TEXT });
    expect(await open.api.monitors.setEnabled({ id, enabled: false })).toEqual({ enabled: false });
    await open.api.monitors.remove({ id });
    expect(await refusal(open.api.monitors.get({ id }))).toMatchObject({ status: 404, codes: ['not_found'] });
    expect(await refusal(open.api.monitors.remove({ id }))).toMatchObject({ status: 404 });
  });

  it('come in from a file: shown first, created then, never run', async () => {
    const text = TEXT.replace('nodes: {}', 'nodes: { a: { type: ghost } }');
    const shown = await open.api.monitors.importYaml({ text, dryRun: true });
    expect(shown).toMatchObject({ id: null, name: 'Loans', creates: [{ id: 'a', type: 'ghost' }] });
    expect(shown.problems.map(({ code }) => code)).toContain('unknown_block');
    const before = (await open.api.monitors.list()).length;
    const made = await open.api.monitors.importYaml({ text });
    expect(await open.api.monitors.list()).toHaveLength(before + 1);
    expect(await open.api.monitors.get({ id: made.id ?? '' })).toMatchObject({
      published: null,
      draft: { text },
    });
    const bad = await open.api.monitors.importYaml({ text: 'a: &x [*x]' });
    expect(bad).toMatchObject({ id: null, creates: [] });
  });
});

describe('hostile input', () => {
  const ghost = '00000000-0000-4000-8000-000000000000';

  it('finds nothing under ids that are not there', async () => {
    const { api } = open;
    const wrong: Promise<unknown>[] = ['__proto__', 'constructor', ghost, "' or 1=1 --"].flatMap((id) => [
      api.monitors.get({ id }),
      api.monitors.versions({ id }),
      api.monitors.version({ id, number: 1 }),
      api.monitors.runs({ id }),
      api.monitors.scores({ id }),
      api.monitors.exportYaml({ id }),
      api.monitors.rename({ id, name: 'x' }),
      api.monitors.publish({ id, token: 'x', acceptWarnings: true }),
      api.monitors.replay({ id, from: 0, to: 1 }),
      api.alerts.get({ id }),
      api.alerts.acknowledge({ id }),
      api.jobs.get({ id }),
      api.jobs.cancel({ id }),
      api.deliveries.retry({ id }),
      api.connections.remove({ name: id }),
      api.connections.test({ name: id }),
      api.streams.get({ name: id }),
      api.streams.rows({ name: id }),
      api.streams.volume({ name: id }),
      api.streams.stats({ name: id }),
      api.streams.setRole({ name: id, column: 'a', role: 'label' }),
      api.streams.remove({ name: id }),
      api.files.columns({ name: id }),
      api.samples.load({ id }),
      api.templates.use({ id, stream: 'a', mapping: {} }),
      api.templates.try({ id }),
    ]);
    for (const { status } of await Promise.all(wrong.map(refusal))) expect(status).toBe(404);
  });

  it('refuses what is too large or of the wrong form, in words', async () => {
    const { api } = open;
    const refused = [
      api.monitors.create({ text: 'x'.repeat(TEXT_BYTES_MAX + 1) }),
      api.monitors.create({ name: 'x'.repeat(201) }),
      api.monitors.create({ layout: JSON.parse('{"a":{"x":1,"y":2,"z":3}}') }),
      api.monitors.get({ id: 'x'.repeat(65) }),
      api.monitors.get({ id: '' }),
      api.monitors.get(JSON.parse('{"id":{"$ne":null}}')),
      api.monitors.get(JSON.parse('{"id":"a","more":1}')),
      api.streams.rows({ name: 'a', limit: 1e9 }),
      api.preview.run({ text: '', days: 0 }),
      api.alerts.list({ cursor: 'abc' }),
      api.alerts.list({ cursor: "1.' or 1=1 --".padEnd(200, 'x') }),
    ];
    for (const { status, codes, problems } of await Promise.all(refused.map(refusal))) {
      expect([status, codes]).toEqual([400, ['input_invalid']]);
      expect(problems[0]?.fix).toMatch(/^[A-Z]/);
    }
  });

  it('takes `__proto__` as a name like any other, and pollutes nothing', async () => {
    const layout = JSON.parse('{"__proto__":{"x":1,"y":2}}');
    const { id } = await open.api.monitors.create({ text: 'nodes: { __proto__: { type: a } }', layout });
    await open.api.monitors.get({ id });
    await open.api.preview.run({ text: 'version: 1\nnodes: { __proto__: { type: a } }' });
    await open.api.specs.check({ text: '{"__proto__": {"polluted": true}}' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('keeps projects apart', async () => {
    const { id } = await open.api.monitors.create({ text: TEXT });
    await open.api.connections.create({
      kind: 'slack',
      name: 'team',
      url: 'https://hooks.slack.example/T/B/x',
    });
    open.store.db.insert(projects).values({ id: 'other', name: 'Other', createdAt: 0 }).run();
    const other = open.as({ ...localOwner, projectId: 'other' });
    expect(await refusal(other.monitors.get({ id }))).toMatchObject({ status: 404 });
    expect(await refusal(other.connections.remove({ name: 'team' }))).toMatchObject({ status: 404 });
    expect(await refusal(other.monitors.publish({ id, token: 'x', acceptWarnings: true }))).toMatchObject({
      status: 404,
    });
    expect([await other.monitors.list(), await other.connections.list()]).toEqual([[], []]);
    await open.api.connections.remove({ name: 'team' });
  });
});

describe('templates', () => {
  it('become drafts over a stream, with what is not mapped left open', async () => {
    const { api } = open;
    const { monitors } = await api.templates.use({
      id: 'credit-scoring',
      stream: 'loans',
      mapping: { income: 'salary' },
    });
    expect(monitors.length).toBeGreaterThan(1);
    const texts = await Promise.all(monitors.map(async (id) => (await api.monitors.get({ id })).draft.text));
    expect(texts.some((text) => text.includes('salary'))).toBe(true);
    expect(texts.every((text) => text.includes('loans') && !text.includes('<income>'))).toBe(true);
    expect(await api.monitors.get({ id: monitors[0] ?? '' })).toMatchObject({
      origin: 'template:credit-scoring',
    });
  });
});

describe('connections', () => {
  it('show a signing secret once and never again, and drop it with the destination', async () => {
    const { api } = open;
    const made = await api.connections.create({
      kind: 'webhook',
      name: 'pager',
      url: 'https://a.example/hook?key=s3cr3t',
    });
    expect(made.signingSecret).toMatch(/^whsec_/);
    const listed = await api.connections.list();
    expect(listed).toMatchObject([{ name: 'pager', kind: 'webhook', target: 'a.example', hasSecret: true }]);
    expect(JSON.stringify(listed)).not.toMatch(/whsec_|s3cr3t/);
    expect((await api.connections.update({ kind: 'webhook', name: 'pager' })).signingSecret).toBeNull();
    const moved = await api.connections.update({ kind: 'webhook', name: 'pager', url: 'https://b.example/' });
    expect(moved.signingSecret).toMatch(/^whsec_/);
    expect(moved.signingSecret).not.toBe(made.signingSecret);
    const again = { kind: 'webhook', name: 'pager', url: 'https://c.example/' } as const;
    expect(await refusal(api.connections.create(again))).toMatchObject({
      status: 409,
      codes: ['name_taken'],
    });
    expect(await refusal(api.connections.update({ ...again, name: 'ghost' }))).toMatchObject({ status: 404 });
  });

  it('are tested, but not at private addresses and not without end', async () => {
    await open.api.connections.create({ kind: 'webhook', name: 'inner', url: 'http://127.0.0.1:1/' });
    for (let i = 0; i < 5; i++) {
      expect(await open.api.connections.test({ name: 'inner' })).toMatchObject({ ok: false });
    }
    expect(await refusal(open.api.connections.test({ name: 'inner' }))).toMatchObject({
      status: 429,
      codes: ['rate_limited'],
    });
  });
});

describe('the engine', () => {
  it('is in the status', async () => {
    const { engine, counts, ingestUrl } = await open.api.system.status();
    expect(engine).toMatchObject({ ok: true, version: '0.1.0', lastRunAt: null, lagMs: 0 });
    expect(counts).toMatchObject({ streams: 0, firing: 0, undelivered: 0 });
    expect(ingestUrl).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });

  it('takes files in, whole and under a plain name', async () => {
    const csv = 'timestamp,age\n2026-01-01T00:00:00Z,30\n2026-01-02T00:00:00Z,31\n';
    expect(await open.client.upload('people.csv', Readable.from([csv]))).toMatchObject({
      name: 'people.csv',
    });
    expect(await open.api.files.list()).toMatchObject([
      { name: 'people.csv', bytes: csv.length, format: 'csv' },
    ]);
    expect((await open.api.files.columns({ name: 'people.csv' })).map(({ name }) => name)).toEqual([
      'timestamp',
      'age',
    ]);
    await expect(open.client.upload('../x.csv', Readable.from([csv]))).rejects.toThrow(/input_invalid/);
    await writeFile(join(open.folder, 'files', 'broken.parquet'), 'no parquet');
    expect(Object.keys((await open.api.catalogue.get()).catalogue.files)).toEqual(['people.csv']);
  });

  it('imports files as jobs, and says why where it cannot', async () => {
    const csv = 'event_id,timestamp,age\na,2026-01-01T00:00:00Z,30\nb,2026-01-02T00:00:00Z,31\n';
    await open.client.upload('events.csv', Readable.from([csv]));
    const wish = { file: 'events.csv', stream: 'people', as: 'events' } as const;
    const first = await open.finished((await open.api.files.import(wish)).job);
    const counts = { kind: 'import', stream: 'people', stored: 2, duplicates: 0, rejected: 0 };
    expect(first).toMatchObject({ state: 'done', done: 2, total: 2, result: counts });
    const again = await open.finished((await open.api.files.import(wish)).job);
    expect(again.result).toEqual({ ...counts, stored: 0, duplicates: 2 });
    expect(await open.api.streams.list()).toMatchObject([{ name: 'people', rows: 2, live: false }]);
    await open.client.upload('labels.csv', Readable.from(['event_id,good\na,1\n']));
    await open.finished(
      (await open.api.files.import({ file: 'labels.csv', stream: 'people', as: 'labels' })).job,
    );
    expect(await open.api.streams.get({ name: 'people' })).toMatchObject({ labelledShare: 0.5 });
    const bad = await open.finished((await open.api.files.import({ ...wish, stream: '../etc' })).job);
    expect(bad).toMatchObject({ state: 'failed', result: null, problems: [{ code: 'stream_name' }] });
    expect(await refusal(open.api.files.import({ ...wish, file: 'ghost.csv' }))).toMatchObject({
      status: 404,
    });
    expect((await open.api.jobs.list()).length).toBeGreaterThanOrEqual(4);
    expect(await open.api.streams.remove({ name: 'people' })).toEqual({ removed: true });
    expect(await open.api.streams.list()).toEqual([]);
  });

  it('answers nobody without the token, which only this user can read', async () => {
    const url = `http://${open.client.address}/internal/status`;
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x',
      `Bearer ${'A'.repeat(43)}`,
      `Bearer ${'A'.repeat(9_000)}`,
    ]) {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        body: '{}',
        headers: { authorization },
      });
      expect([statusCode, await body.json()]).toMatchObject([403, { problems: [{ code: 'token_refused' }] }]);
    }
    expect((await stat(join(open.folder, 'engine.token'))).mode & 0o777).toBe(0o600);
  });

  it('refuses unknown calls and bodies that are no JSON', async () => {
    const call = open.client.call as (name: string, input: unknown) => Promise<unknown>;
    await expect(call('__proto__', {})).rejects.toThrow(/not_found/);
    await expect(call('toString', {})).rejects.toThrow(/not_found/);
    await expect(call('streams.get', { name: 1 })).rejects.toThrow(/input_invalid/);
    await expect(call('streams.get', 'x'.repeat(9 * 1024 * 1024))).rejects.toThrow(
      /body_too_large|unreachable/,
    );
  });

  it('may be down: the status says so, and what needs no data goes on', async () => {
    const engine = createEngineClient({ address: '127.0.0.1:1', dataFolder: open.folder });
    const caller = appRouter.createCaller(createContext({ store: open.store, engine }, localOwner));
    expect(await caller.system.status()).toMatchObject({ engine: { ok: false }, counts: { streams: null } });
    expect((await caller.monitors.list()).length).toBeGreaterThan(0);
    expect(await refusal(caller.streams.list())).toMatchObject({
      status: 503,
      codes: ['engine_unreachable'],
    });
    const { problems } = await caller.specs.check({ text: TEXT });
    expect(problems.map(({ code }) => code)).toEqual(['no_nodes', 'engine_unreachable']);
  });
});

describe('over HTTP', () => {
  const ask = (path: string, init?: RequestInit) =>
    fetchRequestHandler({
      endpoint: '/api/trpc',
      req: new Request(`http://localhost/api/trpc/${path}`, init),
      router: appRouter,
      createContext: () => createContext({ store: open.store, engine: open.client }, localOwner),
      allowMethodOverride: true,
    });

  it('tells every client what happened and how to mend it, and nothing of our insides', async () => {
    const answer = await ask(`monitors.get?input=${encodeURIComponent('{"id":"ghost"}')}`);
    const text = await answer.text();
    expect(answer.status).toBe(404);
    expect(JSON.parse(text).error.data.problems).toMatchObject([
      { code: 'not_found', fix: expect.any(String) },
    ]);
    expect(text).not.toMatch(/node_modules|\.ts:|stack/);
    expect((await ask('no.such')).status).toBe(404);
  });

  it('takes queries that carry a whole spec as POST', async () => {
    const text = `${TEXT}# ${'x'.repeat(100_000)}`;
    const init = {
      method: 'POST',
      body: JSON.stringify({ text }),
      headers: { 'content-type': 'application/json' },
    };
    expect((await ask('specs.check', init)).status).toBe(200);
  });
});
