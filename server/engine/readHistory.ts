import type { PlannedDetector } from '@/lib/compile/plan';
import { Failure } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import type { DetectorTallies } from '@/lib/evaluate/evaluate';
import { tallySpecOf } from '@/lib/evaluate/segments';
import { type History, spanNeeded, spansAt } from '@/lib/evaluate/simulate';
import type { Buckets } from '@/lib/evaluate/windows';
import type { TallySpec } from '@/lib/tally/tally';
import type { Published } from './plans';
import type { TallyReader } from './reader';

/**
 * What one slot needs: a tally a span. Each detector is read alone, so that one that fails does not take the others with
 * it.
 */
export async function readSlot(
  reader: TallyReader,
  published: Published,
  slot: Millis,
): Promise<Map<string, DetectorTallies>> {
  const { detectors } = published.plan;
  const tallies = await Promise.all(
    detectors.map((detector) =>
      readTallies(reader, { published, detector, slot }).catch((error) => ({ failed: whyOf(error) })),
    ),
  );
  return new Map(detectors.map(({ id }, i) => [id, tallies[i] ?? { failed: 'its data was not read' }]));
}

type SlotWanted = { published: Published; detector: PlannedDetector; slot: Millis };

async function readTallies(
  reader: TallyReader,
  { published, detector, slot }: SlotWanted,
): Promise<DetectorTallies> {
  const { plan, references } = published;
  const { bucketMs } = plan.schedule;
  const spec = specOf(published, detector);
  const spans = spansAt(plan, detector.id, slot);
  const read = async (span: Span | null) =>
    span && (await reader.window({ relation: detector.relation, spec, span, bucketMs }));
  const [current, previous, reference] = await Promise.all([
    reader.window({ relation: detector.relation, spec, span: spans.current, bucketMs }),
    read(spans.previous),
    read(spans.reference),
  ]);
  return { current, previous, reference: reference ?? references.get(detector.id) ?? null };
}

/** What every slot in a span needs, in one read a detector. */
export function readSpan(reader: TallyReader, published: Published, span: Span): Promise<History> {
  const needed = spanNeeded(published.plan, span);
  return readEach(reader, published, needed);
}

async function readEach(reader: TallyReader, published: Published, span: Span): Promise<History> {
  const buckets = new Map<string, Buckets>();
  const failed = new Map<string, string>();
  await Promise.all(
    published.plan.detectors.map(async (detector) => {
      try {
        buckets.set(detector.id, await readBuckets(reader, { published, detector, span }));
      } catch (error) {
        failed.set(detector.id, whyOf(error));
      }
    }),
  );
  return { profiles: published.profiles, references: published.references, buckets, failed };
}

const specs = new WeakMap<PlannedDetector, TallySpec>();

/** A detector's profiles are pinned with it, so its tally is made out once and its hash is known from then on. */
function specOf(published: Published, detector: PlannedDetector): TallySpec {
  const known = specs.get(detector) ?? tallySpecOf(detector, published.profiles.get(detector.id) ?? {});
  specs.set(detector, known);
  return known;
}

type Wanted = { published: Published; detector: PlannedDetector; span: Span };

function readBuckets(reader: TallyReader, { published, detector, span }: Wanted): Promise<Buckets> {
  const { bucketMs } = published.plan.schedule;
  const spec = specOf(published, detector);
  return reader.buckets({ relation: detector.relation, spec, span, bucketMs });
}

/** A known failure in its own words. */
function whyOf(error: unknown): string {
  if (error instanceof Failure && error.problems[0]) return error.problems[0].what;
  return `its data could not be read: ${error instanceof Error ? error.message : String(error)}`;
}

/** The earliest bucket with rows in it, over all detectors; null where there are none. */
export async function firstDataAt(
  reader: TallyReader,
  published: Published,
  span: Span,
): Promise<Millis | null> {
  const history = await readEach(reader, published, span);
  let first: Millis | null = null;
  for (const buckets of history.buckets.values()) {
    for (const [at, tally] of buckets) {
      if (tally.cells.length > 0 && (first === null || at < first)) first = at;
    }
  }
  return first;
}
