import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isDiskFull, openDatabase, withRetry, write } from './client';
import { migrateDatabase, schemaState } from './migrate';
import { projects } from './schema';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-db-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = () => join(folder, 'control.sqlite');
const row = { id: 'p', name: 'p', createdAt: 0 };

describe('the database', () => {
  it('syncs each commit in full, also after the first write to a new file', async () => {
    const db = openDatabase(path());
    await migrateDatabase(db, 'drizzle');
    await write(db, (tx) => tx.insert(projects).values(row).run());
    expect(db.$client.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.$client.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.$client.pragma('foreign_keys', { simple: true })).toBe(1);
    db.$client.close();
  });

  it('takes back everything when a transaction throws', async () => {
    const db = openDatabase(path());
    await migrateDatabase(db, 'drizzle');
    const broken = write(db, (tx) => {
      tx.insert(projects).values(row).run();
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(db.select().from(projects).all()).toEqual([]);
    db.$client.close();
  });

  it('waits for another writer and goes on when it is done', async () => {
    const db = openDatabase(path());
    await migrateDatabase(db, 'drizzle');
    const other = new Database(path());
    other.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.exec('COMMIT'), 400);
    await write(db, (tx) => tx.insert(projects).values(row).run());
    expect(db.select().from(projects).all()).toHaveLength(1);
    other.close();
    db.$client.close();
  });

  it('says that storage is not available when the other writer never ends', async () => {
    const db = openDatabase(path());
    await migrateDatabase(db, 'drizzle');
    const other = new Database(path());
    other.exec('BEGIN IMMEDIATE');
    const stuck = withRetry(
      () => db.transaction((tx) => tx.insert(projects).values(row).run(), { behavior: 'immediate' }),
      150,
    );
    await expect(stuck).rejects.toThrow(/storage_unavailable.*another process/);
    other.close();
    db.$client.close();
  });

  it('knows a full disk, and goes on when there is room again', async () => {
    const db = openDatabase(path());
    await migrateDatabase(db, 'drizzle');
    const pages = db.$client.pragma('page_count', { simple: true });
    db.$client.pragma(`max_page_count = ${pages}`);
    const long = (n: number) => ({ id: `p${n}`, name: 'x'.repeat(50_000), createdAt: 0 });
    const full: unknown = await write(db, (tx) => tx.insert(projects).values(long(1)).run()).catch((e) => e);
    expect(isDiskFull(full)).toBe(true);
    expect(String(full)).toMatch(/storage_unavailable.*no space/);
    db.$client.pragma('max_page_count = 100000');
    await write(db, (tx) => tx.insert(projects).values(long(1)).run());
    expect(isDiskFull(new Error('other'))).toBe(false);
    db.$client.close();
  });

  it('keeps what was committed when the process is killed', async () => {
    const db = openDatabase(path());
    await migrateDatabase(db, 'drizzle');
    db.$client.close();
    const script = `
      const Database = require('better-sqlite3');
      const db = new Database(${JSON.stringify(path())});
      db.pragma('synchronous = FULL');
      for (let n = 0; ; n++) {
        db.prepare('insert into projects values (?, ?, 0)').run('p' + n, 'p');
        process.stdout.write(n + '\\n');
      }`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (part) => {
      said += part;
      if (said.split('\n').length > 50) child.kill('SIGKILL');
    });
    await new Promise((done) => child.on('close', done));
    const last = Number(said.split('\n').slice(0, -1).at(-1));
    const again = openDatabase(path());
    expect(again.select().from(projects).all().length).toBeGreaterThan(last);
    expect(again.$client.pragma('integrity_check', { simple: true })).toBe('ok');
    again.$client.close();
  });
});

describe('migrations', () => {
  it('bring an empty store up to date, once', async () => {
    const db = openDatabase(path());
    expect(schemaState(db, 'drizzle')).toBe('older');
    await migrateDatabase(db, 'drizzle');
    expect(schemaState(db, 'drizzle')).toBe('current');
    await migrateDatabase(db, 'drizzle');
    expect(db.$client.pragma('foreign_keys', { simple: true })).toBe(1);
    db.$client.close();
  });

  it('refuse a store from a newer release', async () => {
    const db = openDatabase(path());
    await migrateDatabase(db, 'drizzle');
    db.$client.exec("insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)");
    expect(schemaState(db, 'drizzle')).toBe('newer');
    await expect(migrateDatabase(db, 'drizzle')).rejects.toThrow(/schema_newer/);
    db.$client.close();
  });
});
