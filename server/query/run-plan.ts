import { UnsafeSqlError } from "../../db/ports.ts";
import { type CheckedPlan, type CheckResult, checkedPlan } from "../../db/query/check.ts";
import { type CompiledPlan, compilePlan } from "../../db/query/compile.ts";
import type { QueryExecutor } from "../../db/query/execute/executor.ts";
import { guardSql } from "../../db/query/guard/guard.ts";
import type { GuardedQuery } from "../../db/query/guard/guarded-query.ts";
import type { SqlPolicy } from "../../db/query/guard/policy.ts";
import type { PlanSchema } from "../../db/query/schema.ts";
import type { Cell } from "../../shared/answers.ts";
import type { Plan, PlanIssue } from "../../shared/plan.ts";
import type { Result } from "./answers/result.ts";
import { answerTypes, toResult } from "./answers/to-result.ts";

export interface RunPlanOptions {
  readonly maxRows?: number;
  readonly signal?: AbortSignal;
}

/** What a plan gave, and by what SQL. */
export interface PlanRun {
  readonly result: Result;
  readonly compiled: CompiledPlan;
  /** The database's own time, ms. */
  readonly databaseMs: number;
}

/** A plan that the checker refuses. */
export class PlanError extends Error {
  override readonly name = "PlanError";
  readonly issues: readonly PlanIssue[];

  constructor(issues: readonly PlanIssue[]) {
    super(`the plan cannot be used: ${issues.map(({ path, reason }) => `${path}: ${reason}`).join("; ")}`);
    this.issues = issues;
  }
}

/** The steps from a plan to its rows, one by one. */
export interface PlanRunner {
  readonly dialect: "sqlite" | "postgres";
  check(plan: Plan): CheckResult;
  compile(checked: CheckedPlan): CompiledPlan;
  /** Throws an {@link UnsafeSqlError}. */
  guard(compiled: CompiledPlan): GuardedQuery;
  /** Throws what the executor throws: a timeout, an overload, a failure. */
  execute(checked: CheckedPlan, compiled: CompiledPlan, guarded: GuardedQuery, options: RunPlanOptions): Promise<PlanRun>;
  /** All of them. Throws a {@link PlanError} too. */
  run(plan: Plan, options?: RunPlanOptions): Promise<PlanRun>;
}

export interface PlanRunnerOptions {
  readonly schema: PlanSchema;
  readonly policy: SqlPolicy;
  readonly executor: Pick<QueryExecutor, "run" | "dialect">;
}

export function createPlanRunner({ schema, policy, executor }: PlanRunnerOptions): PlanRunner {
  const { dialect } = executor;
  const runner: PlanRunner = {
    dialect,
    check: (plan) => checkedPlan(schema, plan),
    compile: (checked) => compilePlan(checked, dialect),
    guard: ({ sql, parameters }) => guardSql(sql, policy, parameters.length),
    async execute({ plan }, compiled, guarded, { maxRows, signal }) {
      const { rows, truncated, durationMs } = await executor.run(guarded, compiled.parameters as readonly Cell[], {
        types: answerTypes(compiled.columns),
        ...(maxRows !== undefined && { maxRows }),
        ...(signal && { signal }),
      });
      return { result: toResult(plan, compiled.columns, rows, truncated), compiled, databaseMs: durationMs };
    },
    async run(plan, options = {}) {
      const result = runner.check(plan);
      if (!result.ok) throw new PlanError(result.issues);
      const compiled = runner.compile(result.checked);
      return runner.execute(result.checked, compiled, runner.guard(compiled), options);
    },
  };
  return runner;
}

/** Whether the SQL of a plan was refused, for its length most likely. */
export function isRefused(error: unknown): error is UnsafeSqlError {
  return error instanceof UnsafeSqlError;
}
