import type {
  ActionRun,
  AnalyserRun,
  Category,
  DetectorRun,
  LogicRun,
  SegmentNeed,
  SourceRef,
  ThresholdRun,
  Unit,
  Worse,
} from '@/lib/blocks/block';
import type { Millis, Span } from '@/lib/core/time';
import type { Why } from '@/lib/spec/schema';
import type { Condition } from '@/lib/tally/condition';

/** What a runtime needs to run a monitor, and nothing of how it was drawn. */
export type Plan = {
  name: string;
  why: Why;
  schedule: Schedule;
  reference: Reference | null;
  /** What to wait for; null where no detector reads labels. */
  labels: LabelWait | null;
  alert: AlertSettings;
  detectors: readonly PlannedDetector[];
  /** Each after the one it reads. */
  analysers: readonly PlannedAnalyser[];
  /** Thresholds and logic nodes, each after those it reads. */
  verdicts: readonly PlannedVerdict[];
  /** Verdict nodes whose bad verdicts are alerts: those with an action behind them, and those that nothing reads. */
  alerting: readonly string[];
  actions: readonly PlannedAction[];
};

export type Schedule = { everyMs: Millis; windowMs: Millis; delayMs: Millis; bucketMs: Millis };

/** A window is judged once this share of its predictions has a label, at the latest `withinMs` after its end. */
export type LabelWait = { share: number; withinMs: Millis };

export type Reference =
  | { kind: 'range'; span: Span }
  /** The `ms` before the window, or before `endingMs` before its start. */
  | { kind: 'trailing'; ms: Millis; endingMs: Millis }
  | { kind: 'file'; name: string };

export type AlertSettings = {
  forMs: Millis;
  keepFiringForMs: Millis;
  remindEveryMs: Millis | null;
  onNoData: 'alert' | 'keep' | 'ok';
  onError: 'alert' | 'keep';
};

/** Rows to be counted: where they come from and which of them. Lazy: nothing is read until it is tallied. */
export type Relation = { source: SourceRef; where: Condition | null };

export type PlannedDetector = {
  id: string;
  title: string;
  type: string;
  category: Category;
  unit: Unit;
  worse: Worse;
  relation: Relation;
  segment: SegmentNeed | null;
  /** Whether a threshold asks what is usual for its values. */
  calibrated: boolean;
  /** It reads what turned out to be true, which may come later. */
  readsLabels: boolean;
  run: DetectorRun;
};

export type PlannedAnalyser = {
  id: string;
  title: string;
  type: string;
  unit: Unit;
  worse: Worse;
  /** The detector or analyser that it reads. */
  input: string;
  /** Windows of its input that it reads, the current one included. */
  lookback: number;
  run: AnalyserRun;
};

/** What gives a series: thresholds, analysers and charts read either alike. */
export type SeriesNode = PlannedDetector | PlannedAnalyser;

/** The nodes that give a series, each after the one it reads. */
export const seriesNodes = (plan: Plan): SeriesNode[] => [...plan.detectors, ...plan.analysers];

/** The node of an id where it gives a series. */
export const seriesNode = (plan: Plan, id: string | null | undefined): SeriesNode | undefined =>
  seriesNodes(plan).find((node) => node.id === id);

export type PlannedVerdict =
  | { id: string; title: string; kind: 'threshold'; input: string; run: ThresholdRun; why: Why | null }
  | { id: string; title: string; kind: 'logic'; inputs: readonly string[]; run: LogicRun; why: Why | null };

export type PlannedAction = {
  id: string;
  title: string;
  type: string;
  inputs: readonly string[];
  run: ActionRun;
};
