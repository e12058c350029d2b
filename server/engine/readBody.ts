import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { failure } from '@/lib/core/failures';
import { notJson, Unreadable } from '@/server/events/readCell';

/** The most bytes of a body, before and after decompression. */
export const BODY_BYTES_MAX = 16 * 1024 * 1024;

const unzip = promisify(gunzip);

/** Parsed records of a body. */
export type Body = {
  records: unknown[];
  bytes: number;
  /** Whether the text has whole numbers of so many digits that reading them may have changed them. */
  unsafeIntegers: boolean;
};

/** Reads the bytes of a request up to the limit, and unzips them. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw failure('encoding_unsupported', { encoding: encoding.slice(0, 40) });
  }
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) throw tooLarge();
  const raw = await wholeOf(request);
  if (encoding === 'identity') return raw;
  try {
    return await unzip(raw, { maxOutputLength: BODY_BYTES_MAX });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw failure('body_malformed', { place: 'its beginning', message: 'it is not valid gzip' });
  }
}

/** By events and not by iteration: one event a request is common, and the iterator costs more than reading it. */
function wholeOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (part: Buffer) => {
      bytes += part.length;
      if (bytes > BODY_BYTES_MAX) {
        // Paused and not destroyed: that would cut the connection and the answer with it.
        request.off('data', take).pause();
        failed(tooLarge());
      } else chunks.push(part);
    };
    request
      .on('data', take)
      .once('end', () => done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes)))
      .once('error', failed)
      .once('close', () => {
        if (!request.complete)
          failed(failure('body_malformed', { place: 'its end', message: 'it was cut off' }));
      });
  });
}

const tooLarge = () => failure('body_too_large', { bytesMax: BODY_BYTES_MAX });

/** Reads a JSON array, one JSON object, or NDJSON with one object a line. */
export function parseBody(bytes: Buffer): Body {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const unsafeIntegers = /[^\d.eE+-]-?\d{16,}(?![\d.eE])/.test(text);
  const first = /\S/.exec(text)?.[0];
  if (first === undefined)
    throw failure('body_malformed', { place: 'its beginning', message: 'it is empty' });
  if (first === '[') {
    const value = parseJson(text, (message) => failure('body_malformed', { place: 'the array', message }));
    return { records: value as unknown[], bytes: bytes.length, unsafeIntegers };
  }
  // One object over several lines is JSON; one object a line is NDJSON. The second is the likelier of the two.
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && !isComplete(lines[0] ?? '')) {
    const value = parseJson(text, (message) => failure('body_malformed', { place: 'the object', message }));
    return { records: [value], bytes: bytes.length, unsafeIntegers };
  }
  const records = lines.map((line) => {
    try {
      return parseJson(line, (message) => new Error(message));
    } catch (error) {
      return new Unreadable(error instanceof Error ? error.message : String(error));
    }
  });
  return { records, bytes: bytes.length, unsafeIntegers };
}

function isComplete(line: string): boolean {
  try {
    parseJson(line, (message) => new Error(message));
    return true;
  } catch {
    return false;
  }
}

const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * JSON, and the bare words NaN and Infinity that Python writes: those come back as the marks of `notJson`, so that a
 * NaN stays a NaN and is not taken for a missing value.
 */
function parseJson(text: string, explain: (message: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (/\b(?:NaN|Infinity)\b/.test(text)) {
      try {
        return JSON.parse(
          text.replace(STRING_OR_WORD, (part) =>
            notJson(`\0${part}`) !== undefined ? `"\\u0000${part}"` : part,
          ),
        );
      } catch {
        // The first message is the better one.
      }
    }
    throw explain(error instanceof Error ? error.message.slice(0, 200) : String(error));
  }
}
