import { failure } from '@/lib/core/failures';

/**
 * Refuses what does not come from Tocsin's own pages: a name that somebody pointed at this machine (DNS rebinding),
 * and other sites' scripts. Throws; says nothing where all is well.
 */
export function requireOwnOrigin(request: WithHeaders, publicUrl: string | null): void {
  const open = publicUrl === null ? null : new URL(publicUrl);
  const host = request.headers.get('host') ?? '';
  if (!isLoopback(host) && host !== open?.host) throw failure('foreign_request', { from: named(host) });
  const origin = request.headers.get('origin');
  const own = [`http://${host}`, `https://${host}`, ...(open ? [open.origin] : [])];
  if (origin !== null && !own.includes(origin)) throw failure('foreign_request', { from: named(origin) });
  // A page of another site that sends no Origin (a GET, an image) is known by this header, which scripts cannot set.
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none')
    throw failure('foreign_request', { from: 'another site' });
}

type WithHeaders = { headers: { get: (name: string) => string | null } };

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const isLoopback = (host: string): boolean => LOOPBACK.test(host);

const named = (text: string): string => text.slice(0, 200) || 'an unnamed host';
