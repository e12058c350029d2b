import type { Catalogue } from '@/lib/compile/check';
import type { Plan, PlannedDetector, Relation } from '@/lib/compile/plan';
import { DAY_MS, type Millis, type Span } from '@/lib/core/time';
import { profilesOf, tallySpecOf } from '@/lib/evaluate/segments';
import { referenceSpanOf } from '@/lib/evaluate/simulate';
import { latestSlot } from '@/lib/evaluate/windows';
import type { ProfileNeed, Profiles } from '@/lib/tally/profile';
import type { Baseline } from '@/server/db/json';
import type { TallyReader } from './reader';

export type Pinning = { plan: Plan; catalogue: Catalogue; now: Millis };

/** Without a reference, bins and segments come from the latest data. */
const LATEST_MS = 7 * DAY_MS;

/**
 * What a version compares with, read once and kept: profiles always; the reference's tallies where it is fixed. A
 * trailing reference moves on with time, so only its bins are pinned.
 */
export async function pinBaseline(reader: TallyReader, pinning: Pinning): Promise<Baseline> {
  const { plan, catalogue, now } = pinning;
  const span = profileSpan(plan, now);
  const profiles = await Promise.all(
    plan.detectors.map(async (detector): Promise<[string, Profiles]> => {
      return [detector.id, await profilesFor(reader, { plan, detector, span })];
    }),
  );
  const byDetector = new Map(profiles);
  const fixed = plan.reference !== null && plan.reference.kind !== 'trailing';
  const references = await Promise.all(
    (fixed ? plan.detectors : []).map(async (detector): Promise<Baseline['references'][number]> => {
      const spec = tallySpecOf(detector, byDetector.get(detector.id) ?? {});
      const tally = await reader.tally({ relation: referenceRelation(plan, detector), spec, span });
      return [detector.id, tally];
    }),
  );
  return { catalogue: onlyNamed(catalogue, plan), profiles, references, referenceSpan: span, pinnedAt: now };
}

/** Which stretch of time the bins come from; null where the reference is a file. */
function profileSpan(plan: Plan, now: Millis): Span | null {
  if (plan.reference?.kind === 'file') return null;
  const slot = latestSlot(plan.schedule, now);
  return referenceSpanOf(plan, slot) ?? { from: slot - LATEST_MS, to: slot };
}

/** The rows of the reference: the same filter, over the file where there is one. */
export function referenceRelation(plan: Plan, detector: PlannedDetector): Relation {
  if (plan.reference?.kind !== 'file') return detector.relation;
  return { source: { kind: 'file', name: plan.reference.name }, where: detector.relation.where };
}

type Wanted = { plan: Plan; detector: PlannedDetector; span: Span | null };

async function profilesFor(reader: TallyReader, { plan, detector, span }: Wanted): Promise<Profiles> {
  const needs = profilesOf(detector);
  if (needs.length === 0) return {};
  const relation = referenceRelation(plan, detector);
  const found = await reader.profiles({ relation, needs, span });
  // A stretch without rows would pin bins that hold nothing for good; any data is a better guide.
  return isEmpty(found) && span !== null && plan.reference?.kind !== 'range'
    ? reader.profiles({ relation, needs: needs as ProfileNeed[], span: null })
    : found;
}

function isEmpty(profiles: Profiles): boolean {
  return Object.values(profiles).every((profile) => profile.values.length === 0);
}

/** Only what the plan names, so that a version says what it depends on and stays small. */
function onlyNamed(catalogue: Catalogue, plan: Plan): Catalogue {
  const sources = plan.detectors.map(({ relation }) => relation.source);
  const named = (kind: 'stream' | 'file') =>
    new Set(sources.filter((source) => source.kind === kind).map(({ name }) => name));
  const keep = <T>(all: Readonly<Record<string, T>>, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  return {
    streams: keep(catalogue.streams, named('stream')),
    files: keep(catalogue.files, named('file')),
    connections: catalogue.connections,
  };
}
