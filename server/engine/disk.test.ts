import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDisk, refuseWhenLow } from './disk';
import { serve } from './httpServer';

const MB = 1_048_576;
let folder: string;
let free = 10_000 * MB;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-disk-'));
  free = 10_000 * MB;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const made = () => createDisk({ folder, log: pino({ level: 'silent' }), freeBytes: async () => free });
const ballast = () => join(folder, 'ballast');

it('keeps a reserve that really takes space', async () => {
  await made().look();
  expect(statSync(ballast()).size).toBe(64 * MB);
  expect(statSync(ballast()).blocks * 512).toBeGreaterThanOrEqual(64 * MB);
});

it('refuses events first, gives the reserve up next, and recovers by itself', async () => {
  const disk = made();
  await disk.look();
  free = 60 * MB;
  await disk.look();
  expect([disk.isLow(), existsSync(ballast())]).toEqual([true, true]);
  free = 10 * MB;
  await disk.look();
  expect([disk.isLow(), existsSync(ballast())]).toEqual([true, false]);
  free = 100 * MB;
  await disk.look();
  expect(disk.isLow()).toBe(true);
  free = 500 * MB;
  await disk.look();
  expect([disk.isLow(), existsSync(ballast())]).toEqual([false, true]);
});

it('answers 503 with Retry-After to senders alone', async () => {
  const disk = made();
  const other = async (_: unknown, response: { end: (text: string) => void }) => {
    response.end('other');
    return true;
  };
  const server = await serve([refuseWhenLow(disk), other], { port: 0, host: '127.0.0.1' });
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', body: '[]' });
  expect(await (await ask('/v1/streams/a/events')).text()).toBe('other');
  free = 1 * MB;
  await disk.look();
  const refused = await ask('/v1/streams/a/events');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await refused.json()).toMatchObject({ accepted: 0, problems: [{ code: 'storage_unavailable' }] });
  expect(await (await ask('/healthz')).text()).toBe('other');
  await server.close();
});
