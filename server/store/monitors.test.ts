import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '@/lib/core/time';
import { openDatabase } from '@/server/db/client';
import { type TestStore, testStore } from './_testStore';
import {
  claimDue,
  createMonitor,
  deleteMonitor,
  dueAt,
  dueSlot,
  findMonitor,
  getMonitor,
  listMonitors,
  nextDueAfter,
  offsetFor,
  releaseClaims,
  saveDraft,
  setMonitorState,
} from './monitors';
import { scopeOf } from './scope';
import { addVersion, getVersion, listVersions } from './versions';

const baseline = {
  catalogue: { streams: {}, files: {}, connections: {} },
  profiles: [],
  references: [],
  referenceSpan: null,
  pinnedAt: 0,
};

let t: TestStore;
beforeEach(async () => {
  t = await testStore();
});
afterEach(() => t.close());

const made = (name = 'a') => createMonitor(t.scope, { name, draft: `name: ${name}`, layout: {} });
const published = async (name: string, everyMs = MINUTE_MS) => {
  const { id, token } = await made(name);
  const wish = {
    monitorId: id,
    token,
    note: '',
    summary: '',
    baseline,
    everyMs,
    delayMs: 0,
    labelsSeq: null,
  };
  await addVersion(t.scope, wish, t.clock.now());
  return id;
};

describe('drafts', () => {
  it('are saved by whoever read the last token, and refused to others', async () => {
    const { id, token } = await made();
    const save = { id, name: 'b', draft: 'name: b', layout: { n: { x: 1, y: 2 } } };
    const saved = await saveDraft(t.scope, { ...save, token });
    expect(saved).toMatchObject({ name: 'b', draft: 'name: b', layout: { n: { x: 1, y: 2 } } });
    expect(saved.token).not.toBe(token);
    await expect(saveDraft(t.scope, { ...save, token })).rejects.toThrow(/draft_conflict/);
    expect(getMonitor(t.scope, id).draft).toBe('name: b');
  });

  it('belong to their project alone', async () => {
    const { id } = await made();
    const other = scopeOf(t.store, { projectId: 'other', userId: 'x', roles: ['owner'] });
    expect(findMonitor(other, id)).toBeNull();
    expect(listMonitors(other)).toEqual([]);
    await expect(deleteMonitor(other, id)).rejects.toThrow(/not_found/);
    await expect(setMonitorState(other, id, 'paused')).rejects.toThrow(/not_found/);
  });
});

describe('versions', () => {
  it('count up, keep what was published, and go with their monitor', async () => {
    const id = await published('a');
    const { token } = getMonitor(t.scope, id);
    await saveDraft(t.scope, { id, name: 'a', draft: 'name: later', layout: {}, token });
    expect(getVersion(t.scope, id, 1).text).toBe('name: a');
    expect(listVersions(t.scope, id).map(({ number, author }) => [number, author])).toEqual([[1, 'owner']]);
    await deleteMonitor(t.scope, id);
    expect(listVersions(t.scope, id)).toEqual([]);
  });

  it('are not made of a draft that has moved on', async () => {
    const { id } = await made();
    const wish = {
      monitorId: id,
      token: 'old',
      note: '',
      summary: '',
      baseline,
      everyMs: MINUTE_MS,
      delayMs: 0,
      labelsSeq: null,
    };
    await expect(addVersion(t.scope, wish, 0)).rejects.toThrow(/draft_conflict/);
    expect(getMonitor(t.scope, id).publishedVersion).toBeNull();
  });
});

describe('claiming', () => {
  const all = { limit: 1_000, leaseMs: MINUTE_MS };

  it('gives no monitor to two callers, even on two connections', async () => {
    for (let n = 0; n < 60; n++) await published(`m${n}`);
    t.clock.add(10 * MINUTE_MS);
    const second = { ...t.store, db: openDatabase(join(t.folder, 'control.sqlite')) };
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        claimDue(i % 2 ? second : t.store, { limit: 7, leaseMs: MINUTE_MS }),
      ),
    );
    second.db.$client.close();
    const ids = claims.flat().map(({ id }) => id);
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
  });

  it('claims again once a lease has ended, or was released', async () => {
    await published('a');
    t.clock.add(2 * MINUTE_MS);
    expect(await claimDue(t.store, all)).toHaveLength(1);
    expect(await claimDue(t.store, all)).toHaveLength(0);
    t.clock.add(MINUTE_MS);
    expect(await claimDue(t.store, all)).toHaveLength(1);
    await releaseClaims(t.store);
    expect(await claimDue(t.store, all)).toHaveLength(1);
  });

  it('leaves out what is paused or not published, and does not count the pause', async () => {
    const id = await published('a');
    await made('draft');
    await setMonitorState(t.scope, id, 'paused');
    t.clock.add(60 * MINUTE_MS);
    expect(await claimDue(t.store, all)).toHaveLength(0);
    const back = await setMonitorState(t.scope, id, 'enabled');
    expect(back.nextDueAt).toBeGreaterThan(t.clock.now());
  });

  it('heals a due time that a wrong clock has put far ahead', async () => {
    t.clock.add(365 * 24 * 60 * MINUTE_MS);
    await published('a');
    t.clock.add(-365 * 24 * 60 * MINUTE_MS);
    expect(await claimDue(t.store, all)).toHaveLength(1);
  });
});

describe('slots', () => {
  it('are spread by an offset that stays, of at most half the period and 30 s', () => {
    const offsets = Array.from({ length: 3_000 }, (_, n) => offsetFor(`monitor-${n}`, MINUTE_MS));
    expect(offsets).toEqual(Array.from({ length: 3_000 }, (_, n) => offsetFor(`monitor-${n}`, MINUTE_MS)));
    const perSecond = new Map<number, number>();
    for (const offset of offsets) {
      const second = Math.floor(offset / 1_000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    expect(Math.max(...perSecond.keys())).toBeLessThan(30);
    expect(Math.max(...perSecond.values())).toBeLessThan(3 * (3_000 / 30));
  });

  it('are due after their delay and offset', () => {
    const timing = { everyMs: 5 * MINUTE_MS, delayMs: 30_000, offsetMs: 7_000 };
    expect(dueAt(timing, 0)).toBe(37_000);
    expect(dueSlot(timing, 5 * MINUTE_MS + 36_999)).toBe(0);
    expect(dueSlot(timing, 5 * MINUTE_MS + 37_000)).toBe(5 * MINUTE_MS);
    expect(nextDueAfter(timing, 37_000)).toBe(5 * MINUTE_MS + 37_000);
  });
});
