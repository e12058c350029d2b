import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** A file's text, or that of standard input for `-`; or why it could not be read. */
export async function readText(
  file: string,
): Promise<{ ok: true; text: string } | { ok: false; why: string }> {
  try {
    return { ok: true, text: file === '-' ? await text(process.stdin) : await readFile(file, 'utf8') };
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'this user may not read or write it',
  EEXIST: 'a file of that name is there already',
};

/** Why a file operation failed, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? (error.message.split('\n')[0] ?? code) : String(error));
}
