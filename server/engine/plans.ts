import { compile } from '@/lib/compile/compile';
import type { Plan } from '@/lib/compile/plan';
import { Failure, isError } from '@/lib/core/failures';
import type { DetectorProfiles } from '@/lib/evaluate/evaluate';
import type { Tally } from '@/lib/tally/tally';
import type { Scope } from '@/server/store/scope';
import { getVersion } from '@/server/store/versions';

/** A published version, ready to run. */
export type Published = {
  monitorId: string;
  version: number;
  plan: Plan;
  profiles: DetectorProfiles;
  references: ReadonlyMap<string, Tally>;
};

export type Plans = { get: (scope: Scope, monitorId: string, version: number) => Published };

/** Enough for every monitor of a large installation; a plan with its baseline is a few tens of kilobytes. */
const KEPT_MAX = 12_000;

/** Versions never change, so each is compiled once. The least recently used is forgotten first. */
export function createPlans(): Plans {
  const kept = new Map<string, Published>();
  return {
    get(scope, monitorId, version) {
      const key = `${scope.actor.projectId} ${monitorId} ${version}`;
      const found = kept.get(key) ?? load(scope, monitorId, version);
      kept.delete(key);
      kept.set(key, found);
      const oldest = kept.keys().next();
      if (kept.size > KEPT_MAX && !oldest.done) kept.delete(oldest.value);
      return found;
    },
  };
}

function load(scope: Scope, monitorId: string, number: number): Published {
  const { text, baseline } = getVersion(scope, monitorId, number);
  const { plan, problems } = compile(text, baseline.catalogue);
  if (!plan) throw new Failure(problems.filter(isError));
  return {
    monitorId,
    version: number,
    plan,
    profiles: new Map(baseline.profiles),
    references: new Map(baseline.references),
  };
}
