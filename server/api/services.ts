import 'server-only';
import { env } from '@/server/env';
import { localOwner } from '@/server/store/scope';
import { openStore } from '@/server/store/store';
import { type Context, createContext, type Services } from './context';
import { createEngineClient } from './engineClient';

/** One per process: Next loads this module once for each route. */
const held = globalThis as typeof globalThis & { tocsinServices?: Promise<Services> };

function services(): Promise<Services> {
  held.tocsinServices ??= open().catch((error: unknown) => {
    // Tried again at the next request: the engine may not have made the store yet.
    delete held.tocsinServices;
    throw error;
  });
  return held.tocsinServices;
}

async function open(): Promise<Services> {
  const { data, key, enginePort } = env();
  const store = await openStore({ dataFolder: data, key, migrate: false });
  return { store, engine: createEngineClient({ address: `127.0.0.1:${enginePort}`, dataFolder: data }) };
}

/** What a request may use. The actor comes from here and never from the request's own words. */
export async function requestContext(): Promise<Context> {
  return createContext(await services(), localOwner);
}
