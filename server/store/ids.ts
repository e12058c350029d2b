import { createHash, randomUUID } from 'node:crypto';

/** A random id for what people make. */
export const randomId = (): string => randomUUID();

const digest = (parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

export type AlertKey = {
  projectId: string;
  monitorId: string;
  node: string;
  fingerprint: string;
  track: string;
  firedAt: number;
};

/** The same alert has the same id however often it is computed. */
export function alertIdOf(key: AlertKey): string {
  return digest(['alert', key.projectId, key.monitorId, key.node, key.fingerprint, key.track, key.firedAt]);
}

/** The id of one message: what a receiver deduplicates by. */
export function outboxIdOf(key: { alertId: string; sequence: number; action: string }): string {
  return `msg_${digest(['outbox', key.alertId, key.sequence, key.action])}`;
}
