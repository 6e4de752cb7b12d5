import type { Catalog } from "../../shared/catalog.ts";
import { missingFor } from "./missing.ts";
import type { Mission, Scope } from "./ports.ts";

/** A mission of one scan. */
export interface PlannedMission {
  readonly mission: Mission;
  /** What the data lack for it, in words; it is told and skipped. */
  readonly missing: string | undefined;
}

function movedFor({ needs }: Mission, { moved }: Scope): number {
  return Math.max(0, ...Object.keys(needs).map((entity) => moved[entity] ?? 0));
}

/**
 * What a scan of some domains does, by what the catalog and the data's own past can support: missions about what moved most come
 * first, so that what matters is told early; otherwise in the order of the registry.
 */
export function generateMissions(
  missions: readonly Mission[],
  domains: readonly string[],
  catalog: Pick<Catalog, "entities">,
  scope: Scope,
): PlannedMission[] {
  const planned = missions
    .filter(({ domain }) => domains.includes(domain))
    .map((mission) => ({ mission, missing: missingFor(mission, catalog, scope.historyDays) }));
  return planned.sort((a, b) => movedFor(b.mission, scope) - movedFor(a.mission, scope));
}
