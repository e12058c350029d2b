import type { Millis } from '@/lib/core/time';
import type { EmbeddingEndpoint } from '@/server/env';
import type { HttpClient, HttpLimits } from './http';
import { fromAnswer, fromError } from './sent';

/** A hundred vectors of 3,072 numbers are about 7 MB as JSON. */
export const EMBEDDING_LIMITS: HttpLimits = { timeoutMs: 60_000, answerBytesMax: 32 * 1024 * 1024 };

/** Where the request may be at fault, and not the endpoint's state: fewer texts may get through. */
const REFUSED = new Set([400, 413, 422]);

export type Embedded =
  /** A vector for each text; null where what came is none. */
  | { ok: true; vectors: readonly (readonly number[] | null)[] }
  /** `refused`: the endpoint is up, and does not take these texts. */
  | { ok: false; refused: boolean; error: string; retryAfterMs: Millis | null };

/** Asks an OpenAI-compatible endpoint for the vectors of some texts. What it says beside its status is not repeated: it may hold the key. */
export async function embedTexts(
  http: HttpClient,
  { url, model, key }: EmbeddingEndpoint,
  texts: readonly string[],
): Promise<Embedded> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Tocsin',
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
  try {
    const answer = await http.post({ url, headers, body: JSON.stringify({ model, input: texts }) });
    const result = fromAnswer(answer, Date.now());
    if (!result.ok) {
      const refused = REFUSED.has(answer.status);
      return { ok: false, refused, error: `it answered ${answer.status}`, retryAfterMs: result.retryAfterMs };
    }
    const vectors = readVectors(answer.text, texts.length);
    return vectors
      ? { ok: true, vectors }
      : { ok: false, refused: true, error: 'it answered no list of as many vectors', retryAfterMs: null };
  } catch (error) {
    const result = fromError(error);
    return { ok: false, refused: false, error: result.ok ? '' : result.error, retryAfterMs: null };
  }
}

/** The vectors in the order of the texts; null where there are not as many, or where it is no JSON. */
function readVectors(text: string, count: number): (readonly number[] | null)[] | null {
  let data: unknown;
  try {
    data = (JSON.parse(text) as { data?: unknown } | null)?.data;
  } catch {
    return null;
  }
  if (!Array.isArray(data) || data.length !== count) return null;
  const vectors = new Array<readonly number[] | null>(count).fill(null);
  data.forEach((item: { embedding?: unknown; index?: unknown } | null, i) => {
    const place = typeof item?.index === 'number' ? item.index : i;
    if (Number.isInteger(place) && place >= 0 && place < count) vectors[place] = vectorOf(item?.embedding);
  });
  return vectors;
}

const vectorOf = (value: unknown): readonly number[] | null =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => Number.isFinite(entry)) ? value : null;
