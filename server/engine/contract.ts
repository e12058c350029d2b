import type { Catalogue } from '@/lib/compile/check';
import type { Problem } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import type { Preview, Sample } from '@/lib/evaluate/preview';
import type { ColumnInfo, ColumnRole, Value } from '@/lib/tally/column';
import type { FileInfo } from '@/server/events/files';
import type { ColumnStats } from '@/server/query/stats';

/** What the engine answers over its internal port: one row a call, what goes in and what comes out. */
export type EngineCalls = {
  status: { in: Record<never, never>; out: EngineStatus };
  'streams.list': { in: Record<never, never>; out: StreamSummary[] };
  'streams.get': { in: { name: string }; out: StreamDetail };
  'streams.rows': { in: { name: string; limit: number }; out: Sample };
  'streams.volume': { in: { name: string; points: number }; out: Volume };
  'streams.stats': { in: { name: string }; out: ColumnStats[] };
  'streams.setRole': { in: { name: string; column: string; role: ColumnRole }; out: StreamDetail };
  'streams.remove': { in: { name: string }; out: { removed: true } };
  'files.list': { in: Record<never, never>; out: FileSummary[] };
  'files.columns': { in: { name: string }; out: ColumnInfo[] };
  'files.import': { in: FileImport; out: JobStarted };
  'samples.load': { in: { id: string }; out: JobStarted };
  'catalogue.get': { in: Record<never, never>; out: DataCatalogue };
  'preview.run': { in: { project: string; text: string; days: number }; out: Preview };
  'monitors.publish': { in: PublishInput; out: Published };
  'monitors.replay': { in: ReplayInput; out: JobStarted };
  'connections.test': { in: { project: string; name: string }; out: TestSent };
};
export type EngineCall = keyof EngineCalls;

export type EngineStatus = {
  version: string;
  startedAt: Millis;
  /** When a monitor last ran; null before the first. */
  lastRunAt: Millis | null;
  /** How late the latest due run is. */
  lagMs: Millis;
  streams: number;
  ingestUrl: string;
};

export type StreamSummary = {
  name: string;
  rows: number;
  columns: number;
  /** Event times of the oldest and newest row; null where it is empty. */
  from: Millis | null;
  to: Millis | null;
  /** When something was last written to it. */
  lastArrivalAt: Millis | null;
  /** Share of rows that have a label; null where no column is a label. */
  labelledShare: number | null;
  /** Whether its newest row is less than an hour old; a stream that is not live is previewed at its own end. */
  live: boolean;
};

export type StreamDetail = Omit<StreamSummary, 'columns'> & { columns: ColumnInfo[] };

export type Volume = { bucketMs: Millis; points: [at: Millis, rows: number][] };

export type FileSummary = FileInfo;
export type FileImport = { file: string; stream: string; as: 'events' | 'labels' };

export type JobStarted = { job: string };

/** What exists, for checking a spec on the client, and what pickers show beside each name. */
export type DataCatalogue = {
  streams: Catalogue['streams'];
  files: Catalogue['files'];
  freshness: { stream: string; rows: number; from: Millis | null; to: Millis | null; live: boolean }[];
  lastValues: { stream: string; column: string; value: Value }[];
};

export type PublishInput = {
  project: string;
  id: string;
  /** Of the draft that was looked at; another one is a conflict. */
  token: string;
  note: string;
  acceptWarnings: boolean;
  author: string;
};

/** `version` is null where problems stand in the way: errors, or warnings that were not accepted. */
export type Published = {
  version: number | null;
  problems: readonly Problem[];
  /** The job that scores its past; null where nothing was published. */
  backfill: string | null;
};

export type ReplayInput = { project: string; id: string; span: Span; deliver: boolean };
export type TestSent = { ok: boolean; words: string };
