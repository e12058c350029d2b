import type { EngineClient } from './engineClient';

/** Who asks. One owner for now; signing in will fill this from a session, and nothing else will change. */
export type Actor = { user: string; project: string };

export const owner: Actor = { user: 'owner', project: 'default' };

export type Context = {
  actor: Actor;
  engine: EngineClient;
  now: () => number;
};
