import type { Catalogue } from '@/lib/compile/check';
import type { Fence } from '@/server/store/leases';
import type { Scope, Store } from '@/server/store/scope';
import type { Commit } from './committer';
import type { Log } from './log';
import type { Metrics } from './metrics';
import type { Plans } from './plans';
import type { TallyReader } from './reader';
import type { Trails } from './trails';

/** What the parts of the engine share. */
export type Engine = {
  store: Store;
  reader: TallyReader;
  /** What a spec may refer to now. */
  catalogue: (scope: Scope) => Promise<Catalogue>;
  plans: Plans;
  /** What analysers know of earlier windows. */
  trails: Trails;
  commit: Commit;
  /** Proof that this engine owns the data folder; null where nobody else can, as in tests. */
  fence: Fence | null;
  /** One monitor is changed by one task at a time. */
  exclusive: Exclusive;
  /** Tells the delivery loop that there is something to send. */
  wake: () => void;
  /** Aborted once the engine ends: work that goes on after the next start leaves off. */
  ending: AbortSignal;
  /** Another engine has the data folder: this one must end. */
  lost: () => void;
  /** A write failed for want of disk space. */
  full: () => void;
  publicUrl: string | null;
  metrics: Metrics;
  log: Log;
};

export type Exclusive = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Runs work under the same key one after the other. */
export function createExclusive(): Exclusive {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === mine) tails.delete(key);
    }
  };
}
