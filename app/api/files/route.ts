import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Failure, failure } from '@/lib/core/failures';
import { failureAnswer, NO_STORE, requireSize } from '@/server/api/answer';
import { UPLOAD_BYTES_MAX } from '@/server/api/inputs';
import { requireOwnOrigin } from '@/server/api/origin';
import { requestContext } from '@/server/api/services';
import { env } from '@/server/env';

/** `PUT /api/files?name=scores.csv` streams a file through to the engine's import folder. */
export async function PUT(request: Request): Promise<Response> {
  try {
    requireOwnOrigin(request, env().publicUrl);
    requireSize(request, UPLOAD_BYTES_MAX);
    const name = new URL(request.url).searchParams.get('name') ?? '';
    if (request.body === null)
      throw failure('input_invalid', { field: 'body', message: 'must not be empty' });
    const { engine } = await requestContext();
    // Two declarations of one web standard: the browser's and Node's.
    const body = Readable.fromWeb(request.body as ReadableStream<Uint8Array>);
    return Response.json(await engine.upload(name, body), { headers: NO_STORE });
  } catch (error) {
    if (error instanceof Failure) return failureAnswer(error);
    throw error;
  }
}
