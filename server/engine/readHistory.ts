import type { PlannedDetector } from '@/lib/compile/plan';
import { Failure } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import { tallySpecOf } from '@/lib/evaluate/segments';
import { type History, referenceSpanOf, spanNeeded, wantsPrevious } from '@/lib/evaluate/simulate';
import { type Buckets, previousWindowOf, windowOf } from '@/lib/evaluate/windows';
import type { Published } from './plans';
import type { TallyReader } from './reader';

/** What one slot needs, read for each detector alone: one that fails does not take the others with it. */
export function readSlot(reader: TallyReader, published: Published, slot: Millis): Promise<History> {
  return readEach(reader, published, (detector) => spansAt(published, detector, slot));
}

/** What every slot in a span needs, in one read a detector. */
export function readSpan(reader: TallyReader, published: Published, span: Span): Promise<History> {
  const needed = spanNeeded(published.plan, span);
  return readEach(reader, published, () => [needed]);
}

function spansAt({ plan }: Published, detector: PlannedDetector, slot: Millis): Span[] {
  const spans = [windowOf(plan.schedule, slot)];
  if (wantsPrevious(plan, detector.id)) spans.push(previousWindowOf(plan.schedule, slot));
  const trailing = plan.reference?.kind === 'trailing' ? referenceSpanOf(plan, slot) : null;
  if (trailing) spans.push(trailing);
  return spans;
}

async function readEach(
  reader: TallyReader,
  published: Published,
  spansOf: (detector: PlannedDetector) => Span[],
): Promise<History> {
  const buckets = new Map<string, Buckets>();
  const failed = new Map<string, string>();
  await Promise.all(
    published.plan.detectors.map(async (detector) => {
      try {
        buckets.set(
          detector.id,
          await readBuckets(reader, { published, detector, spans: spansOf(detector) }),
        );
      } catch (error) {
        failed.set(detector.id, whyOf(error));
      }
    }),
  );
  return { profiles: published.profiles, references: published.references, buckets, failed };
}

type Wanted = { published: Published; detector: PlannedDetector; spans: Span[] };

async function readBuckets(reader: TallyReader, { published, detector, spans }: Wanted): Promise<Buckets> {
  const { bucketMs } = published.plan.schedule;
  const spec = tallySpecOf(detector, published.profiles.get(detector.id) ?? {});
  const parts = await Promise.all(
    spans.map((span) => reader.buckets({ relation: detector.relation, spec, span, bucketMs })),
  );
  const [only] = parts;
  return parts.length === 1 && only ? only : new Map(parts.flatMap((part) => [...part]));
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
  const history = await readEach(reader, published, () => [span]);
  let first: Millis | null = null;
  for (const buckets of history.buckets.values()) {
    for (const [at, tally] of buckets) {
      if (tally.cells.length > 0 && (first === null || at < first)) first = at;
    }
  }
  return first;
}
