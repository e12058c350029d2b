import { fileURLToPath } from 'node:url';

// Said outright: Next would otherwise take a folder further up that holds a lock file for the root.
const root = fileURLToPath(new URL('.', import.meta.url));

/** Headers of every answer. Pages get their content security policy, with its nonce, from proxy.ts. */
const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

/** Answers of the API are data: whatever is in them, nothing of it may run or be framed. */
const data = [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }];

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: root,
  // What people keep beside the sources is no part of the server.
  outputFileTracingExcludes: { '/*': ['./data/**', './dist/**', './screenshots/**'] },
  // The standalone server looks into these to tell whether the store is as it expects.
  outputFileTracingIncludes: { '/api/*': ['./drizzle/**'] },
  turbopack: { root },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['better-sqlite3'],
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    { source: '/api/:path*', headers: data },
  ],
};
