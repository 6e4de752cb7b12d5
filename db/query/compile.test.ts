import { expect, test } from "vitest";
import type { Plan } from "../../shared/plan.ts";
import { checkedPlan } from "./check.ts";
import { compilePlan } from "./compile.ts";
import { demoSchema } from "./testing/demo-schema.ts";
import * as p from "./testing/plan-parts.ts";

const compiled = (plan: Plan, dialect: "sqlite" | "postgres") => {
  const result = checkedPlan(demoSchema, plan);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return compilePlan(result.checked, dialect);
};

test("a stage named like a table does not hide it", () => {
  const plan = p.plan({ id: "users", from: { entity: "users" }, columns: [p.as("id", p.field("id"))] });
  expect(compiled(plan, "sqlite").sql).toBe(
    'with "users_2" as (select "users"."id" as "id" from "users" as "users") select "users_2"."id" as "id" from "users_2"',
  );
});
