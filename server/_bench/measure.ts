import { createRng } from '@/lib/core/rng';

/** The value below which a share q of the values lies (nearest rank). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** How long work took, on the wall and in processor time of all this process's threads. */
export type Took = { wallMs: number; cpuMs: number };

export async function took(work: () => unknown): Promise<Took> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1_000 };
}

/** Works in turns, so that what else the machine does meets all of them alike; a median for each. */
export async function inTurns<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, Took>> {
  const names = Object.keys(works) as Name[];
  const all = new Map<Name, Took[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) all.get(name)?.push(await took(works[name]));
  }
  const middle = (name: Name): Took => ({
    wallMs: median((all.get(name) ?? []).map((t) => t.wallMs)),
    cpuMs: median((all.get(name) ?? []).map((t) => t.cpuMs)),
  });
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as Record<Name, Took>;
}

/** How much of a core pure computing gets now: 1 on a machine of our own. */
export async function shareOfCore(): Promise<number> {
  const rng = createRng('share');
  let sum = 0;
  const { wallMs, cpuMs } = await took(() => {
    for (let i = 0; i < 5_000_000; i++) sum += rng.uniform();
  });
  return sum > 0 ? Math.min(1, cpuMs / wallMs) : 1;
}

/** So that what one measurement left behind is not collected in the next; needs --expose-gc. */
export function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
