import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plan } from "../../shared/plan.ts";
import { arbitraryPlan } from "./testing/arbitrary-plan.ts";
import { compileFor, openPostgres, openSqlite, type PlanDatabase } from "./testing/databases.ts";
import { demoSchema } from "./testing/demo-schema.ts";
import { evaluatePlan } from "./testing/evaluate.ts";
import type { Value } from "./testing/evaluate-values.ts";
import { smallData } from "./testing/small-data.ts";

let sqlite: PlanDatabase;
let postgres: PlanDatabase;

beforeAll(async () => {
  sqlite = openSqlite(demoSchema, smallData);
  postgres = await openPostgres(demoSchema, smallData);
});
afterAll(async () => {
  await sqlite.close();
  await postgres.close();
});

const plans = arbitraryPlan(demoSchema);

/** Two roundings of one sum may differ in the last digits of a double; rows in another order differ in much more. */
function close(a: Value, b: Value): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

function sameRows(a: readonly Value[][], b: readonly Value[][]): boolean {
  return a.length === b.length && a.every((row, index) => row.every((value, column) => close(value, b[index]?.[column] ?? null)));
}

async function rowsOf(plan: Plan) {
  const [first, second] = [compileFor(demoSchema, plan, "sqlite"), compileFor(demoSchema, plan, "postgres")];
  const byHand = evaluatePlan(demoSchema, plan, smallData).map((row) => first.columns.map(({ name }) => row.get(name) ?? null));
  return { byHand, sqlite: await sqlite.run(first), postgres: await postgres.run(second) };
}

describe("any plan", () => {
  test("has the same rows in SQLite, in Postgres and by hand", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const rows = await rowsOf(plan);
        if (!sameRows(rows.sqlite, rows.byHand)) expect(rows.sqlite).toEqual(rows.byHand);
        if (!sameRows(rows.postgres, rows.byHand)) expect(rows.postgres).toEqual(rows.byHand);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});
