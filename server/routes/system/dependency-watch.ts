import type { Health, HealthCheck } from "../../../shared/api.ts";
import { DEPENDENCIES, type Dependency, type DependencyName } from "../../../shared/system.ts";
import { toIso } from "../../../shared/time.ts";

/** What this run of the server has seen of its dependencies; each health report tells it more. */
export interface DependencyWatch {
  /** `at` is epoch ms, never earlier than before. */
  saw(checks: Health["checks"], at: number): void;
  /** Empty before the first report. */
  dependencies(): Dependency[];
}

interface Seen {
  readonly check: HealthCheck;
  readonly since: number;
  readonly checkedAt: number;
  readonly lastError: Dependency["lastError"];
}

function isTrouble({ status }: HealthCheck): boolean {
  return status === "degraded" || status === "unreachable";
}

function next(before: Seen | undefined, check: HealthCheck, at: number): Seen {
  const unchanged = before !== undefined && before.check.status === check.status;
  const lastError = isTrouble(check) ? { at: toIso(at), detail: check.detail ?? check.status } : (before?.lastError ?? null);
  return { check, since: unchanged ? before.since : at, checkedAt: at, lastError };
}

export function createDependencyWatch(): DependencyWatch {
  const seen = new Map<DependencyName, Seen>();
  return {
    saw(checks, at) {
      for (const name of DEPENDENCIES) seen.set(name, next(seen.get(name), checks[name], at));
    },
    dependencies: () =>
      [...seen].map(([name, { check, since, checkedAt, lastError }]) => ({
        name,
        ...check,
        since: toIso(since),
        checkedAt: toIso(checkedAt),
        lastError,
      })),
  };
}
