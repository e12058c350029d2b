import { existsSync } from 'node:fs';
import { createRng } from '@/lib/core/rng';
import { startEngineChild, startWeb, WEB } from './children';
import { makeEvent } from './events';
import { load, requestBytes } from './load';
import { median } from './measure';
import type { Family } from './options';
import { figure, type Row, skipped, verdictOf } from './row';

const CONNECTIONS = 256;
const WHAT = 'single-event POST, durable';

/** T4: how many events a second come in one by one, beside the emptiest route that Next answers. */
export const posts: Family = {
  name: 'posts',
  ids: ['T4'],
  async run({ quick }, say) {
    if (!existsSync(WEB)) return [skipped('T4', WHAT, 'the web is not built (npm run build)')];
    const engine = await startEngineChild();
    const web = await startWeb({ TOCSIN_DATA: engine.folder, TOCSIN_ENGINE_PORT: String(engine.port) });
    const rng = createRng('posts');
    let at = Date.now() - 3_600_000;
    const event = () => requestBytes('/v1/streams/single/events', JSON.stringify(makeEvent(rng, at++)));
    // The first line of the route refuses another origin: what is measured is what Next itself costs.
    const empty = requestBytes('/api/files', '', {
      method: 'PUT',
      head: 'Origin: http://elsewhere.example\r\n',
    });
    const forMs = quick ? 2_000 : 4_000;
    const [posted, routed]: number[][] = [[], []];
    const statuses = { posted: 0, routed: 0 };
    for (let round = 0; round < (quick ? 2 : 3); round++) {
      const a = await load({ port: engine.port, connections: CONNECTIONS, forMs, next: event });
      const b = await load({ port: web.port, connections: CONNECTIONS, forMs, next: () => empty });
      posted?.push(a.requests / (a.wallMs / 1_000));
      routed?.push(b.requests / (b.wallMs / 1_000));
      statuses.posted += a.failed;
      statuses.routed += b.failed;
    }
    await web.stop();
    await engine.close();
    if (statuses.posted > 0) throw new Error(`${statuses.posted} events were refused`);
    return [rowOf(median(posted ?? []), median(routed ?? []), say)];
  },
};

function rowOf(posted: number, routed: number, say: (line: string) => void): Row {
  say(`${figure(posted)} POST/s to the engine, ${figure(routed)} requests/s to a route that answers at once`);
  const ratio = posted / routed;
  return {
    id: 'T4',
    what: `${WHAT}, ${CONNECTIONS} connections`,
    ask: '15x an empty Next route',
    good: '',
    measured: `${figure(posted)} requests/s`,
    ratio: `${figure(ratio)}x (${figure(routed)}/s)`,
    verdict: verdictOf({ value: ratio, ask: 15, better: 'higher' }),
  };
}
