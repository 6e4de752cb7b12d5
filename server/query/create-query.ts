import type { AuditStore, ConversationStore } from "../../db/ports.ts";
import type { QueryExecutor } from "../../db/query/execute/executor.ts";
import type { SqlPolicy } from "../../db/query/guard/policy.ts";
import { planSchemaOf } from "../../db/query/schema.ts";
import type { Catalog } from "../../shared/catalog.ts";
import type { Profile } from "../../shared/profile.ts";
import type { LanguageModel } from "../llm/ports.ts";
import type { Job } from "../schedule.ts";
import { type AsOf, createDataClock, createWallClock } from "./as-of.ts";
import { createQuestionAudit } from "./audit.ts";
import { createConversations } from "./conversations.ts";
import { createModelPlanner } from "./model/model-planner.ts";
import { createPipeline } from "./pipeline.ts";
import type { Planner, QueryEngine } from "./ports.ts";
import { createQueryEngine } from "./query-engine.ts";
import { createPlanRunner, type PlanRunner } from "./run-plan.ts";
import type { Turn } from "./state.ts";

export interface QueryParts {
  readonly catalog: Catalog;
  readonly profile: () => Profile;
  readonly policy: SqlPolicy;
  readonly executor: Pick<QueryExecutor, "run" | "dialect">;
  readonly rules: Planner;
  readonly model: LanguageModel | undefined;
  readonly planner: Turn["mode"];
  readonly clock: "data" | "wall";
  readonly conversations: ConversationStore;
  readonly audit: AuditStore;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onError: (message: string, error: unknown) => void;
}

export interface Query {
  readonly engine: QueryEngine;
  /** Runs a plan that needs no planner. */
  readonly runner: PlanRunner;
  /** What "now" is when nobody says. */
  readonly asOf: AsOf;
  /** Loads what the first question would have to wait for, while the server starts. */
  readonly warming: Job;
}

function clockOf({ clock, catalog, now }: QueryParts, runner: PlanRunner): AsOf {
  return clock === "wall" ? createWallClock(now) : createDataClock({ catalog, run: (plan) => runner.run(plan), now });
}

function warmingOf(load: () => Promise<unknown>, onError: QueryParts["onError"]): Job {
  let loading: Promise<unknown> = Promise.resolve();
  return {
    // Nobody waits for it: the server listens meanwhile.
    start: async () => {
      loading = load().catch((error: unknown) => onError("the parts that answer questions could not be loaded", error));
    },
    stop: async () => {
      await loading;
    },
  };
}

/** Builds everything that questions need from the parts that they share with others. */
export function createQuery(parts: QueryParts): Query {
  const { catalog, profile, policy, executor, rules, model, planner, now, onError } = parts;
  const runner = createPlanRunner({ schema: planSchemaOf(catalog), policy, executor });
  const modelPlanner = model && createModelPlanner({ model, catalog, profile });
  const pipeline = createPipeline({ catalog, rules, model: modelPlanner, runner, onError });
  const asOf = clockOf(parts, runner);
  const engine = createQueryEngine({
    catalog,
    pipeline,
    dialect: executor.dialect,
    asOf,
    conversations: createConversations({ store: parts.conversations, now }),
    audit: createQuestionAudit({ store: parts.audit, now, onError }),
    planner,
  });
  return {
    engine,
    runner,
    asOf,
    warming: warmingOf(pipeline, onError),
  };
}
