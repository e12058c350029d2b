import { and, eq } from 'drizzle-orm';
import { failure } from '@/lib/core/failures';
import { type Tx, write } from '@/server/db/client';
import { leases } from '@/server/db/schema';
import type { Store } from './scope';

/** Proof of holding a lease: a later holder has a higher number. */
export type Fence = { name: string; fencing: number };

export type LeaseWish = {
  name: string;
  holder: string;
  leaseMs: number;
  /** Whether a holder is known to have died. */
  isGone?: (holder: string) => boolean;
};

/** Takes a lease, or says who has it. */
export async function takeLease(store: Store, wish: LeaseWish): Promise<Fence> {
  const now = store.clock.now();
  return write(store.db, (tx) => {
    const old = tx.select().from(leases).where(eq(leases.name, wish.name)).get();
    if (old && old.expiresAt > now && old.holder !== wish.holder && !wish.isGone?.(old.holder))
      throw failure('engine_running', { holder: old.holder });
    const row = {
      name: wish.name,
      holder: wish.holder,
      fencing: (old?.fencing ?? 0) + 1,
      expiresAt: now + wish.leaseMs,
    };
    tx.insert(leases).values(row).onConflictDoUpdate({ target: leases.name, set: row }).run();
    return { name: row.name, fencing: row.fencing };
  });
}

/** Keeps a lease. False where somebody else has it: then nothing may be written any more. */
export async function renewLease(store: Store, fence: Fence, leaseMs: number): Promise<boolean> {
  const expiresAt = store.clock.now() + leaseMs;
  const kept = await write(store.db, (tx) => tx.update(leases).set({ expiresAt }).where(mine(fence)).run());
  return kept.changes > 0;
}

export async function giveLease(store: Store, fence: Fence): Promise<void> {
  await write(store.db, (tx) => tx.update(leases).set({ expiresAt: 0 }).where(mine(fence)).run());
}

/** Whether the fence is still the latest; asked inside the transaction that it guards. */
export function holds(tx: Tx, fence: Fence): boolean {
  return tx.select().from(leases).where(mine(fence)).get() !== undefined;
}

const mine = (fence: Fence) => and(eq(leases.name, fence.name), eq(leases.fencing, fence.fencing));
