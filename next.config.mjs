import { fileURLToPath } from 'node:url';

// Said outright: Next would otherwise take a folder further up that holds a lock file for the root.
const root = fileURLToPath(new URL('.', import.meta.url));

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: root,
  // What people keep beside the sources is no part of the server.
  outputFileTracingExcludes: { '/*': ['./data/**', './dist/**', './screenshots/**'] },
  turbopack: { root },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['better-sqlite3'],
};
