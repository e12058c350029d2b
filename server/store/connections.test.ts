import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from './_testStore';
import { connectionInput, newSigningSecret, signingKeyOf } from './connectionInput';
import {
  connectionKindsOf,
  deleteConnection,
  getConnection,
  listConnections,
  openConnection,
  saveConnection,
} from './connections';
import { scopeOf } from './scope';
import { createSecretBox, loadKey } from './secrets';

let t: TestStore;
beforeEach(async () => {
  t = await testStore();
});
afterEach(() => t.close());

const URL_A = 'https://hooks.example.com/canary-path-1';
const mail = {
  kind: 'email',
  name: 'mail',
  host: 'smtp.example.com',
  port: 587,
  security: 'starttls',
  from: 'a@example.com',
  user: 'me',
} as const;

describe('connections', () => {
  it('never show what is secret, and never store it in the clear', async () => {
    const secret = newSigningSecret();
    await saveConnection(t.scope, { kind: 'webhook', name: 'pager', url: URL_A, secret });
    await saveConnection(t.scope, { ...mail, password: 'canary-password' });
    const seen = JSON.stringify([listConnections(t.scope), getConnection(t.scope, 'mail')]);
    t.store.db.$client.pragma('wal_checkpoint(TRUNCATE)');
    const files = readdirSync(t.folder).map((name) => readFileSync(join(t.folder, name)).toString('latin1'));
    for (const text of [seen, ...files]) {
      expect(text).not.toContain('canary');
      expect(text).not.toContain(secret.slice(6));
    }
    expect(getConnection(t.scope, 'pager')).toMatchObject({
      hasSecret: true,
      locked: false,
      config: { host: 'hooks.example.com' },
    });
    expect(connectionKindsOf(t.scope)).toEqual({ mail: 'email', pager: 'webhook' });
    expect(openConnection(t.scope, 'pager')).toMatchObject({ secret: { url: URL_A, secret } });
  });

  it('make a signing secret, show it once, and keep it while the address stays', async () => {
    const { madeSecret } = await saveConnection(t.scope, { kind: 'webhook', name: 'pager', url: URL_A });
    expect(signingKeyOf(madeSecret ?? '')).toHaveLength(32);
    const again = await saveConnection(t.scope, { kind: 'webhook', name: 'pager' });
    expect(again.madeSecret).toBeNull();
    expect(openConnection(t.scope, 'pager')).toMatchObject({ secret: { url: URL_A, secret: madeSecret } });
  });

  it('drop the signing secret when the address changes', async () => {
    const secret = newSigningSecret();
    await saveConnection(t.scope, { kind: 'webhook', name: 'pager', url: URL_A, secret });
    const { madeSecret } = await saveConnection(t.scope, {
      kind: 'webhook',
      name: 'pager',
      url: `${URL_A}0`,
    });
    expect(madeSecret).not.toBeNull();
    expect(madeSecret).not.toBe(secret);
  });

  it.each([{ host: 'evil.example.com' }, { port: 25 }, { user: 'other' }, { security: 'none' as const }])(
    'drop the password when %o changes',
    async (change) => {
      await saveConnection(t.scope, { ...mail, password: 'p' });
      await saveConnection(t.scope, { ...mail, from: 'b@example.com' });
      expect(openConnection(t.scope, 'mail')).toMatchObject({ secret: { password: 'p' } });
      await saveConnection(t.scope, { ...mail, ...change });
      expect(openConnection(t.scope, 'mail')).toMatchObject({ secret: null });
      expect(getConnection(t.scope, 'mail').hasSecret).toBe(false);
    },
  );

  it('are locked under another key, and nothing is overwritten', async () => {
    await saveConnection(t.scope, { kind: 'slack', name: 'team', url: URL_A });
    const other = { ...t.scope, box: createSecretBox(Buffer.alloc(32, 7)) };
    expect(getConnection(other, 'team')).toMatchObject({ hasSecret: true, locked: true });
    expect(() => openConnection(other, 'team')).toThrow(/secret_locked/);
    await expect(saveConnection(other, { kind: 'slack', name: 'team' })).rejects.toThrow(/secret_locked/);
    expect(openConnection(t.scope, 'team')).toMatchObject({ secret: { url: URL_A } });
  });

  it('belong to their project', async () => {
    await saveConnection(t.scope, { kind: 'slack', name: 'team', url: URL_A });
    const other = scopeOf(t.store, { projectId: 'other', userId: 'x', roles: ['owner'] });
    expect(() => openConnection(other, 'team')).toThrow(/not_found/);
    await expect(deleteConnection(other, 'team')).rejects.toThrow(/not_found/);
    await deleteConnection(t.scope, 'team');
    expect(listConnections(t.scope)).toEqual([]);
  });

  it('refuse what cannot be right', async () => {
    await expect(saveConnection(t.scope, { kind: 'slack', name: 'team' })).rejects.toThrow(/input_invalid/);
    for (const bad of [
      { kind: 'webhook', name: 'pager', url: 'file:///etc/passwd' },
      { kind: 'webhook', name: 'Pager!', url: URL_A },
      { kind: 'webhook', name: 'pager', url: URL_A, secret: 'whsec_c2hvcnQ=' },
      { ...mail, from: 'a@example.com\r\nBcc: x@example.com' },
      { ...mail, extra: 1 },
    ])
      expect(connectionInput.safeParse(bad).success).toBe(false);
  });
});

describe('the secret box', () => {
  const place = { projectId: 'default', table: 'connections', row: 'a', column: 'secret' };
  const box = createSecretBox(Buffer.alloc(32, 1));

  it('opens what it sealed, only where it was sealed', () => {
    const sealed = box.seal('text', place);
    expect(box.open(sealed, place)).toBe('text');
    for (const other of [{ row: 'b' }, { projectId: 'p' }, { table: 't' }, { column: 'c' }])
      expect(box.open(sealed, { ...place, ...other })).toBeNull();
    expect(sealed.equals(box.seal('text', place))).toBe(false);
  });

  it('refuses every changed byte', () => {
    const sealed = box.seal('text', place);
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(box.open(changed, place)).toBeNull();
    }
  });

  it('makes a key file that only its user can read, and finds it again', () => {
    const key = loadKey(null, t.folder);
    expect(statSync(join(t.folder, 'tocsin.key')).mode & 0o777).toBe(0o600);
    expect(loadKey(null, t.folder)).toEqual(key);
    expect(loadKey('07'.repeat(32), t.folder)).toEqual(Buffer.alloc(32, 7));
    expect(() => loadKey('short', t.folder)).toThrow(/TOCSIN_KEY/);
  });
});
