import type { DetectorRun, SegmentNeed } from '@/lib/blocks/block';
import type { PlannedDetector } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import { splitFirst } from '@/lib/tally/merge';
import { type ProfileNeed, type Profiles, profileKey, topBin } from '@/lib/tally/profile';
import { emptyTally, type Tally, type TallySpec } from '@/lib/tally/tally';

/** Labels that name a segment, e.g. `{ country: 'DE' }`; empty where a detector is not split. */
export type Labels = Readonly<Record<string, string>>;

/** What must be known before the detector's tally can be asked for. */
export function profilesOf(detector: PlannedDetector): ProfileNeed[] {
  const { segment } = detector;
  return segment
    ? [{ kind: 'top', column: segment.column, k: segment.k }, ...detector.run.profiles]
    : [...detector.run.profiles];
}

const known = new WeakMap<DetectorRun, WeakMap<Profiles, TallySpec>>();

/** What the detector itself needs, worked out once for the same profiles: they are pinned, and slots are many. */
export function needsOf({ run }: PlannedDetector, profiles: Profiles): TallySpec {
  const byProfiles = known.get(run) ?? new WeakMap<Profiles, TallySpec>();
  known.set(run, byProfiles);
  const spec = byProfiles.get(profiles) ?? run.needs(profiles);
  byProfiles.set(profiles, spec);
  return spec;
}

/** The detector's tally; where it is split, the segment is the first key. */
export function tallySpecOf(detector: PlannedDetector, profiles: Profiles): TallySpec {
  const spec = needsOf(detector, profiles);
  const { segment } = detector;
  if (!segment) return spec;
  return {
    ...spec,
    keys: [{ column: segment.column, bin: topBin(profiles, segment.column, segment.k) }, ...spec.keys],
  };
}

/** A tally by segment. Every pinned segment is there, with an empty tally where it has no rows. */
function bySegment(
  segment: SegmentNeed | null,
  tally: Tally,
  profiles: Profiles,
): { labels: Labels; tally: Tally }[] {
  if (!segment) return [{ labels: {}, tally }];
  const profile = profiles[profileKey({ kind: 'top', column: segment.column, k: segment.k })];
  const names = profile?.kind === 'top' ? profile.values.map(String) : [];
  const parts = splitFirst(tally);
  const found = names.map((name, index) => ({
    labels: { [segment.column]: name },
    tally: parts.get(index) ?? emptyTally,
  }));
  const other = parts.get(names.length);
  if (other) found.push({ labels: { [segment.column]: 'other' }, tally: other });
  const missing = parts.get(null);
  if (missing) found.push({ labels: { [segment.column]: 'missing' }, tally: missing });
  return found;
}

type Segments = ReadonlyMap<string, { labels: Labels; tally: Tally }>;

/** The segments of a detector's tally under the fingerprint of their labels. */
export function segmentsByPrint({ segment }: PlannedDetector, tally: Tally, profiles: Profiles): Segments {
  return new Map(bySegment(segment, tally, profiles).map((part) => [fingerprint(part.labels), part]));
}

const pinned = new WeakMap<DetectorRun, WeakMap<Tally, Segments>>();

/** The same for a reference, cut up once: what was drawn from a segment's tally is kept under that tally. */
export function pinnedSegments(detector: PlannedDetector, tally: Tally, profiles: Profiles): Segments {
  const byTally = pinned.get(detector.run) ?? new WeakMap<Tally, Segments>();
  pinned.set(detector.run, byTally);
  const segments = byTally.get(tally) ?? segmentsByPrint(detector, tally, profiles);
  byTally.set(tally, segments);
  return segments;
}
