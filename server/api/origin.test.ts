import { describe, expect, it } from 'vitest';
import { requireOwnOrigin } from './origin';

const ask = (headers: Record<string, string>, publicUrl: string | null = null) => {
  // A real `Request` may not set Host.
  const get = (name: string) => headers[name] ?? null;
  return () => requireOwnOrigin({ headers: { get } }, publicUrl);
};

describe('requireOwnOrigin', () => {
  it.each(['localhost:4310', '127.0.0.1:4310', '[::1]:4310', 'localhost'])('takes %s', (host) => {
    expect(ask({ host })).not.toThrow();
    expect(ask({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).not.toThrow();
  });

  it.each([
    'evil.example:4310',
    'localhost.evil.example',
    '127.0.0.1.nip.io:4310',
    '',
    'localhost:4310@evil.example',
    '0.0.0.0:4310',
  ])('refuses a name that was pointed here: %s', (host) => {
    expect(ask({ host })).toThrow(/foreign_request/);
  });

  it('refuses scripts of other sites, of other ports, and those without a site', () => {
    for (const origin of ['https://evil.example', 'http://localhost:3000', 'null'])
      expect(ask({ host: 'localhost:4310', origin })).toThrow(/foreign_request/);
  });

  it.each(['cross-site', 'same-site'])('refuses what the browser calls %s', (site) => {
    expect(ask({ host: 'localhost:4310', 'sec-fetch-site': site })).toThrow(/foreign_request/);
  });

  it('takes the public address, also behind a proxy that keeps its own host', () => {
    const open = 'https://tocsin.example.com';
    expect(ask({ host: 'tocsin.example.com', origin: open }, open)).not.toThrow();
    expect(ask({ host: '127.0.0.1:4310', origin: open }, open)).not.toThrow();
    expect(ask({ host: 'tocsin.example.com' })).toThrow(/foreign_request/);
  });
});
