import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Real data and golden values that lie beside a development checkout; tests that need them are skipped, visibly, elsewhere. */
const folder = join(process.cwd(), '..', 'shared');

export const hasShared = existsSync(join(folder, 'data'));
export const sharedPath = (...parts: string[]): string => join(folder, ...parts);
