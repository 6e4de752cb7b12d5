import type { Catalog } from "../../shared/catalog.ts";
import type { Plan } from "../../shared/plan.ts";
import { toIso } from "../../shared/time.ts";
import type { PlanRun } from "./run-plan.ts";

/** New rows are noticed this much later, and a burst of questions asks the database once. */
const CACHE_MS = 2_000;

/** What "now" is when a question does not say. */
export interface AsOf {
  /** Epoch ms. */
  current(): Promise<number>;
}

/** The newest row of an entity that is not in the future: one step into the index of its time column. */
function newestPlan(entity: string, timeColumn: string, now: number): Plan {
  const at = { kind: "field", path: [timeColumn] } as const;
  const until = { kind: "value", value: toIso(now), type: "timestamp" } as const;
  return {
    stages: [
      {
        id: "newest",
        from: { entity },
        where: { kind: "compare", op: "lte", left: at, right: until },
        groupBy: [],
        measures: [{ name: "at", label: "Newest", fn: "max", of: at }],
      },
    ],
  };
}

export interface DataClockOptions {
  readonly catalog: Catalog;
  readonly run: (plan: Plan) => Promise<PlanRun>;
  /** Epoch ms of the wall clock. */
  readonly now: () => number;
}

/** The newest moment of the asked-about data, the wall clock's where there is no data. */
export function createDataClock({ catalog, run, now }: DataClockOptions): AsOf {
  let cached: { readonly at: number; readonly newest: Promise<number> } | undefined;

  async function newest(): Promise<number> {
    const plans = catalog.entities.flatMap(({ name, timeColumn }) => (timeColumn ? [newestPlan(name, timeColumn, now())] : []));
    const cells = await Promise.all(plans.map(async (plan) => (await run(plan)).result.rows[0]?.at));
    const times = cells.flatMap((cell) => (typeof cell === "string" ? [Date.parse(cell)] : []));
    return times.length > 0 ? Math.max(...times) : now();
  }

  return {
    current() {
      if (cached && now() - cached.at < CACHE_MS) return cached.newest;
      const entry = { at: now(), newest: newest() };
      cached = entry;
      // A failure is this question's alone.
      entry.newest.catch(() => {
        if (cached === entry) cached = undefined;
      });
      return entry.newest;
    },
  };
}

export function createWallClock(now: () => number): AsOf {
  return { current: () => Promise.resolve(now()) };
}
