import * as z from 'zod';
import type { Problem } from '@/lib/core/failures';

export type Uploaded = { name: string; bytes: number };
export type Upload = { done: Promise<Uploaded>; cancel: () => void };

const uploaded = z.object({ name: z.string(), bytes: z.number() });
const refused = z.object({
  problems: z
    .array(z.object({ code: z.string(), level: z.string(), what: z.string(), fix: z.string() }).loose())
    .min(1),
});

/** Sends a file into the import folder; `onShare` hears how much is there. XMLHttpRequest, because fetch tells no progress. */
export function uploadFile(file: File, onShare: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<Uploaded>((resolve, reject) => {
    request.open('PUT', `/api/files?name=${encodeURIComponent(file.name)}`);
    request.upload.onprogress = (event) => onShare(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => {
      const answer = readJson(request.responseText);
      const good = uploaded.safeParse(answer);
      if (request.status < 300 && good.success) resolve(good.data);
      else reject(asError(answer));
    };
    request.onerror = () => reject(new Error('no answer'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The same form as an error of the API, so that both are read the same way. */
function asError(answer: unknown): Error & { data: { problems: readonly Problem[] } } {
  const found = refused.safeParse(answer);
  const problems = found.success ? (found.data.problems as unknown as readonly Problem[]) : [];
  return Object.assign(new Error('refused'), { data: { problems } });
}
