import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the pages show to the engine: a random text in a file that only this user can read. */

const fileIn = (dataFolder: string) => join(dataFolder, 'engine.token');
const FORM = /^[A-Za-z0-9_-]{43}$/;

/** The token of this data folder; made where there is none. Only the engine makes it. */
export function ensureToken(dataFolder: string): string {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const old = readToken(dataFolder);
  if (old !== null) {
    chmodSync(fileIn(dataFolder), 0o600);
    return old;
  }
  const token = randomBytes(32).toString('base64url');
  writeFileSync(fileIn(dataFolder), `${token}\n`, { mode: 0o600 });
  chmodSync(fileIn(dataFolder), 0o600);
  return token;
}

/** Null where there is none yet, or what is there is no token. */
export function readToken(dataFolder: string): string | null {
  try {
    const text = readFileSync(fileIn(dataFolder), 'utf8').trim();
    return FORM.test(text) ? text : null;
  } catch {
    return null;
  }
}

/** Compares without telling by its time how much was right. */
export function sameToken(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
