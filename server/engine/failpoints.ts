/**
 * Places where a test may kill, fail or delay the engine: `run.before_commit=kill@3;deliver.after_send=throw`.
 * `@n` is the nth time that the place is passed. Nothing happens unless TOCSIN_FAILPOINTS is set.
 */
export const failpoints = [
  'ingest.before_append',
  'ingest.before_answer',
  'run.before_commit',
  'run.after_commit',
  'late.before_commit',
  'late.after_commit',
  'play.before_commit',
  'play.after_commit',
  'deliver.before_send',
  'deliver.after_send',
] as const;
export type Failpoint = (typeof failpoints)[number];

type Armed = { action: 'kill' | 'throw'; nth: number; passed: number };
const armed = new Map<string, Armed>();

export function armFailpoints(text: string | null): void {
  armed.clear();
  for (const part of (text ?? '').split(';').filter(Boolean)) {
    const match = /^([a-z_.]+)=(kill|throw)(?:@(\d+))?$/.exec(part.trim());
    if (!match) throw new Error(`TOCSIN_FAILPOINTS: cannot read \`${part}\``);
    const [, name = '', action, nth = '1'] = match;
    armed.set(name, { action: action === 'kill' ? 'kill' : 'throw', nth: Number(nth), passed: 0 });
  }
}

/** Passes a failpoint. */
export function fp(name: Failpoint): void {
  const point = armed.get(name);
  if (!point) return;
  point.passed += 1;
  if (point.passed !== point.nth) return;
  if (point.action === 'kill') process.kill(process.pid, 'SIGKILL');
  throw new Error(`failpoint ${name}`);
}
