/** How long requests that are open when the web server is asked to end may take. */
const GRACE_MS = 1_500;

/** Next calls this once, when the web server starts. */
export function register(): void {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  // Next waits for open requests without a limit of its own, and one whose body never ends would hold it for ever.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(0), GRACE_MS).unref());
  }
}
