import { compile } from '@/lib/compile/compile';
import { failure, isError } from '@/lib/core/failures';
import { CREDIT_STREAM } from '@/lib/samples/creditStream';
import { templates } from '@/lib/templates/registry';
import { describeFile, listFiles } from '@/server/events/files';
import type { EventStore } from '@/server/events/store';
import { readColumnStats } from '@/server/query/stats';
import { getMonitor } from '@/server/store/monitors';
import { engineHealth } from '@/server/store/overview';
import { type Actor, DEFAULT_PROJECT, type Scope, scopeOf } from '@/server/store/scope';
import type { EngineHandlers } from './api';
import type { Published, PublishInput, StreamDetail } from './contract';
import { dataCatalogue } from './dataCatalogue';
import type { Engine } from './engine';
import { type JobWork, type Report, startJob } from './jobs';
import { loadCreditStream } from './loadSample';
import { loadTemplateSample } from './loadTemplateSample';
import { createPreview } from './preview';
import { publish } from './publish';
import { startReplay } from './replay';
import { startImport } from './startImport';
import { createStreamFacts, everything, lastRows, volumeOf } from './streams';
import type { TestConnection } from './testConnection';

export type HandlerOptions = {
  engine: Engine;
  events: EventStore;
  testConnection: TestConnection;
  version: string;
  /** Where production systems send events. */
  ingestUrl: string;
  startedAt: number;
  report: Report;
};

/** What the engine does for each call of the pages. */
export function createHandlers(options: HandlerOptions): EngineHandlers {
  const { engine, events } = options;
  const { store } = engine;
  const now = () => store.clock.now();
  const facts = createStreamFacts(events, now);
  const runPreview = createPreview({ events, reader: engine.reader, now });
  const scopeFor = (projectId: string, userId = 'engine'): Scope => {
    const actor: Actor = { projectId, userId, roles: ['owner'] };
    return scopeOf(store, actor);
  };
  const columnsOf = async (name: string) => (await facts.get(name)).columns.map((column) => column.name);
  const detail = (name: string): Promise<StreamDetail> => facts.get(name);

  return {
    status: async () => ({
      version: options.version,
      startedAt: options.startedAt,
      ...engineHealth(store),
      streams: events.streams().length,
      ingestUrl: options.ingestUrl,
    }),
    'streams.list': () => facts.list(),
    'streams.get': ({ name }) => detail(name),
    'streams.rows': async ({ name, limit }) =>
      lastRows(events, everything(name), { columns: await columnsOf(name), limit }),
    'streams.volume': ({ name, points }) => volumeOf(events, name, points),
    'streams.stats': ({ name }) => readColumnStats(events, { relation: everything(name), span: null }),
    'streams.setRole': async ({ name, column, role }) => {
      await events.setRole(name, column, role);
      return detail(name);
    },
    'streams.remove': async ({ name }) => {
      await events.dropStream(name);
      return { removed: true };
    },
    'files.list': () => listFiles(events.filesDir),
    'files.columns': async ({ name }) => [...(await describeFile(events, name)).columns],
    'files.import': (wish) => startImport(options, scopeFor(DEFAULT_PROJECT), wish),
    'samples.load': async ({ id }) => {
      const load = sampleLoader({ events, now: now() }, id);
      const job = { kind: 'sample' as const, params: { id } };
      return startJob(scopeFor(DEFAULT_PROJECT), { job, report: options.report }, load);
    },
    'catalogue.get': () => dataCatalogue(events, facts),
    'preview.run': async ({ project, text, days }) =>
      runPreview({ text, days, catalogue: await engine.catalogue(scopeFor(project)) }),
    'monitors.publish': (input) => publishDraft(engine, scopeFor(input.project, input.author), input),
    'monitors.replay': async ({ project, id, span, deliver }) => {
      const { job } = await startReplay(engine, scopeFor(project), { monitorId: id, span, deliver });
      return { job: job.id };
    },
    'connections.test': ({ project, name }) => options.testConnection(scopeFor(project), name),
  };
}

/** Samples go by the name of the stream that they fill. */
function sampleLoader(into: { events: EventStore; now: number }, id: string): JobWork {
  if (id === CREDIT_STREAM) return (progress) => loadCreditStream(into.events, into.now, progress);
  const sample = templates.find((template) => template.sample.stream === id)?.sample;
  if (!sample) throw failure('not_found', { thing: 'sample', id });
  return (progress) => loadTemplateSample(into, sample, progress);
}

/** Publishes unless something stands in the way, and then says what. */
async function publishDraft(engine: Engine, scope: Scope, input: PublishInput): Promise<Published> {
  const { draft } = getMonitor(scope, input.id);
  const { problems } = compile(draft, await engine.catalogue(scope));
  const refused = problems.some(isError) || (problems.length > 0 && !input.acceptWarnings);
  if (refused) return { version: null, problems, backfill: null };
  const { id: monitorId, token, note } = input;
  const answer = await publish(engine, scope, { monitorId, token, note });
  return { version: answer.version.number, problems: answer.problems, backfill: answer.backfill.id };
}
