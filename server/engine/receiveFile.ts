import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { failure } from '@/lib/core/failures';

/** A plain name with an ending that can be read: no path, no hidden file, nothing that a shell minds. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_. ()+-]{0,120}\.(csv|tsv|txt|parquet|ndjson|jsonl|json)(\.gz)?$/iu;

export type ReceiveOptions = { folder: string; bytesMax: number };
export type Received = { name: string; bytes: number };

/** Streams a file into the import folder. It appears there whole or not at all, and replaces one of that name. */
export async function receiveFile(
  { folder, bytesMax }: ReceiveOptions,
  name: string,
  body: Readable,
): Promise<Received> {
  if (!NAME.test(name) || name.includes('..')) {
    const message = 'expected a name such as scores.csv, ending in csv, parquet, ndjson or json';
    throw failure('input_invalid', { field: 'name', message });
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = join(folder, `.upload-${randomUUID()}`);
  const counter = countBytes(bytesMax);
  try {
    await pipeline(body, counter.stream, createWriteStream(part, { mode: 0o600, flags: 'wx' }));
    await rename(part, join(folder, name));
  } catch (error) {
    await rm(part, { force: true });
    throw storageProblem(error);
  }
  return { name, bytes: counter.bytes() };
}

function countBytes(bytesMax: number): { stream: Transform; bytes: () => number } {
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesMax) done(failure('body_too_large', { bytesMax }));
      else done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes };
}

function storageProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return failure('storage_unavailable', { message: 'no space left on device', retryAfterSeconds: 60 });
}
