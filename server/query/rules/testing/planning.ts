import { DEMO_CATALOG_FILE, loadCatalog } from "../../../../db/catalog/load.ts";
import { checkedPlan } from "../../../../db/query/check.ts";
import { compilePlan } from "../../../../db/query/compile.ts";
import { planSchemaOf } from "../../../../db/query/schema.ts";
import type { Catalog } from "../../../../shared/catalog.ts";
import type { Plan } from "../../../../shared/plan.ts";
import type { Profile } from "../../../../shared/profile.ts";
import type { PlanOutcome, PreviousTurn } from "../../ports.ts";
import { createRulesPlanner } from "../rules-planner.ts";

export const AS_OF = "2026-10-31T23:59:59Z";
export const DEMO_CATALOG = loadCatalog(DEMO_CATALOG_FILE);

/** A profile that knows the values of some columns: `users.country` and the like. */
export function profileOf(values: Readonly<Record<string, readonly string[]>>): Profile {
  const entities: Record<string, Profile["entities"][string]> = {};
  for (const [path, known] of Object.entries(values)) {
    const [entity = "", column = ""] = path.split(".");
    const seen = { nullShare: 0, values: known.map((value) => ({ value, count: 1 })) };
    entities[entity] = { rowCount: 100, columns: { ...entities[entity]?.columns, [column]: seen } };
  }
  return { profiledAt: AS_OF, complete: true, entities };
}

const SEEN = ["DE", "FR", "GB", "ES", "NG", "PL", "KE", "BR", "IN", "ZA", "SG", "NO", "US"];
const DEMO_PROFILE = profileOf({ "users.country": SEEN, "login_events.country": SEEN });

export interface Planning {
  /** What comes of the last of these questions, each behind the one before in one conversation. */
  ask(...questions: readonly string[]): PlanOutcome;
  /** The same as SQL with its parameters; a sentence of why not where there is no plan. Throws for a plan that cannot be used. */
  sql(...questions: readonly string[]): string;
}

/** The rules over a catalog. */
export function planningOf(catalog: Catalog, profile: Profile): Planning {
  const planner = createRulesPlanner({ catalog, profile });
  const schema = planSchemaOf(catalog);
  const domain = catalog.defaultDomain;
  const ask = (...questions: readonly string[]): PlanOutcome => {
    let previous: PreviousTurn | undefined;
    let outcome: PlanOutcome | undefined;
    for (const question of questions) {
      outcome = planner.plan({ question, domain, asOf: AS_OF, ...(previous && { previous }) });
      if (outcome.kind === "plan") {
        const { interpretation, plan, memory } = outcome;
        previous = { question, interpretation, plan, memory };
      }
    }
    if (!outcome) throw new Error("nothing was asked");
    return outcome;
  };
  const sqlOf = (plan: Plan): string => {
    const result = checkedPlan(schema, plan);
    if (!result.ok) throw new Error(result.issues.map(({ path, reason }) => `${path}: ${reason}`).join("; "));
    const { sql, parameters } = compilePlan(result.checked, "sqlite");
    return `${sql}\n${JSON.stringify(parameters)}`;
  };
  const sql = (...questions: readonly string[]): string => {
    const outcome = ask(...questions);
    return outcome.kind === "plan" ? sqlOf(outcome.plan) : `${outcome.kind}: ${outcome.reason}`;
  };
  return { ask, sql };
}

export const planDemo = (): Planning => planningOf(DEMO_CATALOG, DEMO_PROFILE);
