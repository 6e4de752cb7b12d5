import type { Plan, PlanIssue } from "../../shared/plan.ts";
import { checkCondition } from "./check/conditions.ts";
import type { ColumnInfo, StageInfo } from "./check/scope.ts";
import { MAX_STAGES, sizeProblem } from "./check/size.ts";
import { checkStage } from "./check/stages.ts";
import type { PlanSchema } from "./schema.ts";

const stageId = /^[a-z0-9_]{1,30}$/;
/** Not exported: what carries it has been through the checker. */
const checkedMark = Symbol("checked");

/** A plan of which every reference, type and limit has been held against the schema. Only {@link checkedPlan} makes one. */
export interface CheckedPlan {
  readonly [checkedMark]: true;
  readonly schema: PlanSchema;
  readonly plan: Plan;
  /** What each stage yields, in the order of the plan. */
  readonly stages: readonly StageInfo[];
  /** What the last stage yields: the columns of the answer. */
  readonly columns: readonly ColumnInfo[];
}

export type CheckResult = { readonly ok: true; readonly checked: CheckedPlan } | { readonly ok: false; readonly issues: PlanIssue[] };

function sizeIssues({ stages }: Plan): PlanIssue[] {
  if (stages.length === 0) return [{ path: "stages", reason: "a plan needs at least one stage" }];
  if (stages.length > MAX_STAGES) return [{ path: "stages", reason: `more than ${MAX_STAGES} stages` }];
  return stages.flatMap((stage, index) => {
    const reason = sizeProblem(stage);
    return reason ? [{ path: `stages.${index}`, reason }] : [];
  });
}

/** Holds a plan against a schema: either the plan with the types of all it yields, or everything that is wrong with it. */
export function checkedPlan(schema: PlanSchema, plan: Plan): CheckResult {
  const issues = sizeIssues(plan);
  if (issues.length > 0) return { ok: false, issues };
  const report = (path: string, reason: string) => issues.push({ path, reason });
  const stages = new Map<string, StageInfo>();
  plan.stages.forEach((stage, index) => {
    const at = `stages.${index}`;
    if (!stageId.test(stage.id)) report(`${at}.id`, "expected lower-case letters, digits and _, at most 30");
    if (stages.has(stage.id)) report(`${at}.id`, `"${stage.id}" names two stages`);
    stages.set(stage.id, checkStage({ schema, stages: new Map(stages), checkCondition }, stage, at, report));
  });
  if (issues.length > 0) return { ok: false, issues };
  const all = [...stages.values()];
  const columns = [...(all.at(-1)?.columns.values() ?? [])];
  return { ok: true, checked: { [checkedMark]: true, schema, plan, stages: all, columns } };
}

/** Everything that is wrong with a plan, each with its place and a reason to repair it by; empty when nothing is. */
export function checkPlan(schema: PlanSchema, plan: Plan): PlanIssue[] {
  const result = checkedPlan(schema, plan);
  return result.ok ? [] : result.issues;
}
