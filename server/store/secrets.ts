import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '@/lib/core/failures';

/** Where a secret lies: bound into the ciphertext, so that rows cannot be swapped. */
export type SecretPlace = { projectId: string; table: string; row: string; column: string };

export type SecretBox = {
  seal: (text: string, place: SecretPlace) => Buffer;
  /** Null where the key is not the one it was sealed with, or the row was tampered with. */
  open: (sealed: Buffer, place: SecretPlace) => string | null;
};

const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;
const KEY_BYTES = 32;

/** AES-256-GCM. Value: version, key id, nonce, tag, ciphertext. */
export function createSecretBox(key: Buffer): SecretBox {
  const keyId = createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES);
  return {
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeBytes(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), keyId, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) return null;
      if (!sealed.subarray(1, 1 + KEY_ID_BYTES).equals(keyId)) return null;
      const nonceEnd = 1 + KEY_ID_BYTES + NONCE_BYTES;
      const nonce = sealed.subarray(1 + KEY_ID_BYTES, nonceEnd);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce)
        .setAAD(placeBytes(place))
        .setAuthTag(sealed.subarray(nonceEnd, HEAD_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        return null;
      }
    },
  };
}

function placeBytes(place: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([place.projectId, place.table, place.row, place.column]));
}

/** The key from the environment; else from a file that only this user can read, made at first start. */
export function loadKey(given: string | null, dataFolder: string): Buffer {
  if (given !== null) return parseKey(given, 'TOCSIN_KEY');
  const path = join(dataFolder, 'tocsin.key');
  if (!existsSync(path)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // The other process was faster; its key is the key.
      if (!existsSync(path)) throw error;
    }
  }
  return parseKey(readFileSync(path, 'utf8').trim(), path);
}

function parseKey(text: string, field: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length === KEY_BYTES) return key;
  throw failure('input_invalid', { field, message: 'expected 32 bytes in base64 or hex' });
}
