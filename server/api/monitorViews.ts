import { worstOf } from '@/lib/evaluate/previewNodes';
import type { Monitor } from '@/server/store/monitors';
import { editedMonitors, firingByMonitor, sparks } from '@/server/store/overview';
import type { Run } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import { getVersion } from '@/server/store/versions';
import { factsOf } from './facts';
import type { Draft, MonitorDetail, MonitorRow, RunRow } from './views';

/** From stored rows to what pages see of monitors. */

const SPARK_POINTS = 30;

export function monitorRows(scope: Scope, monitors: readonly Monitor[]): MonitorRow[] {
  const firing = firingByMonitor(scope);
  const edited = editedMonitors(scope);
  const lines = sparks(scope, SPARK_POINTS);
  return monitors.map((monitor) => {
    const spark = lines.get(monitor.id);
    const { why, titles } = factsOf(monitor.draft);
    return {
      ...summaryOf(monitor, { firing: firing.get(monitor.id) ?? 0, edited: edited.has(monitor.id) }),
      version: monitor.publishedVersion,
      sparkline: spark ? { title: titles.get(spark.node) ?? spark.node, values: spark.values } : null,
      why,
    };
  });
}

function summaryOf(monitor: Monitor, now: { firing: number; edited: boolean }) {
  return {
    id: monitor.id,
    name: monitor.name,
    enabled: monitor.state === 'enabled',
    // What was never published is all change.
    hasUnpublishedChanges: monitor.publishedVersion === null || now.edited,
    state: monitor.lastSeverity,
    firing: now.firing,
    lastRunAt: monitor.lastRunAt,
    lastRunStatus: monitor.lastStatus,
  };
}

export function monitorDetail(scope: Scope, monitor: Monitor): MonitorDetail {
  const number = monitor.publishedVersion;
  const version = number === null ? null : getVersion(scope, monitor.id, number);
  const firing = firingByMonitor(scope).get(monitor.id) ?? 0;
  return {
    ...summaryOf(monitor, { firing, edited: version !== null && version.text !== monitor.draft }),
    origin: monitor.template,
    why: factsOf(monitor.draft).why,
    draft: draftOf(monitor),
    published: version && {
      version: version.number,
      at: version.createdAt,
      author: version.author,
      note: version.note,
    },
  };
}

export function draftOf({ draft, layout, token, savedAt }: Monitor): Draft {
  return { text: draft, layout, token, savedAt };
}

export function runRow(run: Run): RunRow {
  return {
    slot: run.slot,
    version: run.version,
    status: run.status,
    severity: worstOf(run.evaluation.verdicts)?.severity ?? null,
    startedAt: run.startedAt,
    tookMs: run.finishedAt - run.startedAt,
    missed: run.missed,
    partial: run.partial,
    waiting: run.waiting !== null,
    problem: run.problem,
  };
}
