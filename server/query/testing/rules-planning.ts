import { DEMO_CATALOG_FILE, loadCatalog } from "../../../db/catalog/load.ts";
import { checkedPlan } from "../../../db/query/check.ts";
import { type CompiledPlan, compilePlan } from "../../../db/query/compile.ts";
import { planSchemaOf } from "../../../db/query/schema.ts";
import type { Catalog } from "../../../shared/catalog.ts";
import type { Plan } from "../../../shared/plan.ts";
import type { Profile } from "../../../shared/profile.ts";
import type { PlanOutcome, PreviousTurn } from "../ports.ts";
import { createRulesPlanner } from "../rules/rules-planner.ts";

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
  /** The SQL for SQLite of what comes of the last of these questions. Throws where there is no plan, or one that cannot be used. */
  compiled(...questions: readonly string[]): CompiledPlan;
  /** The same with its parameters in one text; why there is none where there is no plan. */
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
  const compile = (plan: Plan): CompiledPlan => {
    const result = checkedPlan(schema, plan);
    if (!result.ok) throw new Error(result.issues.map(({ path, reason }) => `${path}: ${reason}`).join("; "));
    return compilePlan(result.checked, "sqlite");
  };
  const compiled = (...questions: readonly string[]): CompiledPlan => {
    const outcome = ask(...questions);
    if (outcome.kind !== "plan") throw new Error(`${questions.join(" > ")}: ${outcome.reason}`);
    return compile(outcome.plan);
  };
  const sql = (...questions: readonly string[]): string => {
    const outcome = ask(...questions);
    if (outcome.kind !== "plan") return `${outcome.kind}: ${outcome.reason}`;
    const { sql: text, parameters } = compile(outcome.plan);
    return `${text}\n${JSON.stringify(parameters)}`;
  };
  return { ask, compiled, sql };
}

export const planDemo = (): Planning => planningOf(DEMO_CATALOG, DEMO_PROFILE);
