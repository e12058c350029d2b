import { commitRuns, type RunCommit } from '@/server/store/commitRun';
import type { Fence } from '@/server/store/leases';
import type { Store } from '@/server/store/scope';
import { fp } from './failpoints';

/** Commits runs; answers whether the run was new. */
export type Commit = (commit: RunCommit) => Promise<boolean>;

const GROUP_MAX = 100;
/** While runs come thick, committing takes at most a fifth of the time, and nobody waits longer than this. */
const REST_PER_COMMIT = 4;
const WAIT_MAX_MS = 40;

type Waiting = { commit: RunCommit; done: (isNew: boolean) => void; failed: (error: unknown) => void };

/**
 * Group commit: runs that end within a few milliseconds share a transaction and its one sync to disk. A group that fails
 * is committed one by one, so that a bad run takes no other with it.
 */
export function createCommitter(store: Store, fence: Fence | null): Commit {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | null = null;
  let restUntil = Number.NEGATIVE_INFINITY;

  function flush(): void {
    timer = null;
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    const start = performance.now();
    // better-sqlite3 commits before it returns: what this takes is what the commit costs.
    void commitGroup(store, fence, group);
    const end = performance.now();
    restUntil = end + Math.min(WAIT_MAX_MS, REST_PER_COMMIT * (end - start));
  }

  return (commit) =>
    new Promise((done, failed) => {
      waiting.push({ commit, done, failed });
      if (waiting.length >= GROUP_MAX) {
        if (timer !== null) clearTimeout(timer);
        flush();
        // After a quiet stretch nobody is waited for; while runs come thick, those of some milliseconds share a sync.
      } else timer ??= setTimeout(flush, Math.max(0, restUntil - performance.now()));
    });
}

async function commitGroup(store: Store, fence: Fence | null, group: readonly Waiting[]): Promise<void> {
  const commits = group.map(({ commit }) => commit);
  try {
    fp('run.before_commit');
    const isNew = await commitRuns(store, fence, commits);
    fp('run.after_commit');
    group.forEach(({ done }, i) => {
      done(isNew[i] ?? false);
    });
  } catch (error) {
    if (group.length === 1) group[0]?.failed(error);
    else for (const one of group) await commitGroup(store, fence, [one]);
  }
}
