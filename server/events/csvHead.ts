import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';

/** More than any header line has. */
const HEAD_BYTES = 65_536;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * The character that parts the fields of a CSV file, told from its header line alone. A guess from all lines would
 * rather skip a broken line, or the header itself, than say that the line is broken.
 */
export async function readDelimiter(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const raw = buffer.subarray(0, bytesRead);
    // A cut gzip stream gives what it has when told not to insist on its end.
    const head = /\.gz$/i.test(path) ? gunzipSync(raw, { finishFlush: constants.Z_SYNC_FLUSH }) : raw;
    return delimiterOf(head.toString('utf8').split(/\r?\n/)[0] ?? '');
  } finally {
    await file.close();
  }
}

/** The most frequent of the usual ones outside of quotes; a comma where there is none. */
export function delimiterOf(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((d) => bare.split(d).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
