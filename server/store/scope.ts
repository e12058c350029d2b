import type { Clock } from '@/server/clock';
import type { Db } from '@/server/db/client';
import type { SecretBox } from './secrets';

/** The project that everything belongs to until there are several. */
export const DEFAULT_PROJECT = 'default';

export type Role = 'viewer' | 'editor' | 'owner';

/** Who acts, and on which project. Comes from the session, never from input. */
export type Actor = { projectId: string; userId: string; roles: readonly Role[] };

/** What every store function needs beside its input. */
export type Store = { db: Db; clock: Clock; box: SecretBox };

/** A store as one actor sees it: nothing outside the actor's project is found. */
export type Scope = Store & { actor: Actor };

/** The one user there is until people sign in. */
export const localOwner: Actor = { projectId: DEFAULT_PROJECT, userId: 'owner', roles: ['owner'] };

/** The engine itself, acting for one project. */
export function engineActor(projectId: string): Actor {
  return { projectId, userId: 'engine', roles: ['editor'] };
}

export function scopeOf(store: Store, actor: Actor): Scope {
  return { ...store, actor };
}
