import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '@/lib/core/time';
import { hospitalReadmission } from '@/lib/templates/hospitalReadmission';
import { productRecommendations } from '@/lib/templates/productRecommendations';
import { type EventStore, openEvents } from '@/server/events/store';
import { readTimeRange } from '@/server/query/rows';
import { loadTemplateSample } from './loadTemplateSample';

const NOW = Date.UTC(2026, 5, 1, 9);
let folder: string;
let events: EventStore;
const silent = async () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-sample-'));
  const filesDir = join(folder, 'files');
  events = await openEvents({
    path: join(folder, 'events.duckdb'),
    filesDir,
    clock: () => NOW,
  });
});
afterAll(async () => {
  await events.close();
  await rm(folder, { recursive: true, force: true });
});

describe('loadTemplateSample', () => {
  it('stores every row, moved by whole days to end today, with the roles of its columns', async () => {
    const { sample } = hospitalReadmission;
    const rows = sample.rows().length;
    const answer = await loadTemplateSample({ events, now: NOW }, sample, silent);
    expect(answer).toMatchObject({ stream: 'discharges', stored: rows, duplicates: 0 });
    const source = { kind: 'stream' as const, name: 'discharges' };
    const { span } = await readTimeRange(events, { source, where: null });
    const times = sample.rows().map((row) => Number(row.get('occurred_at')));
    const moved = Number(span?.from) - Math.min(...times);
    expect(moved % DAY_MS).toBe(0);
    expect(sample.span.to + moved).toBeLessThanOrEqual(NOW);
    expect(sample.span.to + moved).toBeGreaterThan(NOW - DAY_MS);
    const roles = new Map(events.stream('discharges')?.columns.map(({ name, role }) => [name, role]));
    for (const { name, role } of sample.columns) expect([name, roles.get(name)]).toEqual([name, role]);
  });

  it('changes nothing the second time', async () => {
    const { sample } = hospitalReadmission;
    const again = await loadTemplateSample({ events, now: NOW }, sample, silent);
    expect(again).toMatchObject({ stored: 0, duplicates: sample.rows().length });
  });

  it('never mixes with a stream of that name that is somebody’s own', async () => {
    const records = [{ event_id: 'x', timestamp: Date.UTC(2026, 0, 1), mine: 1 }];
    await events.append('recommendations', records, { origin: 'event', bytes: 100 });
    await expect(
      loadTemplateSample({ events, now: NOW }, productRecommendations.sample, silent),
    ).rejects.toThrow('name_taken');
  });
});
