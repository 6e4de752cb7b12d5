import { sql } from "kysely";
import type { PlanType, Unit } from "../../shared/plan.ts";
import { checkCondition } from "./check/conditions.ts";
import type { StageInfo } from "./check/scope.ts";
import type { CheckedPlan } from "./check.ts";
import { compileCondition } from "./compile/conditions.ts";
import type { SqlDialect } from "./compile/dialect.ts";
import { type Compilation, Names } from "./compile/frame.ts";
import { postgresDialect } from "./compile/postgres.ts";
import { type Bind, bindLiteral, bindParameter, column, commas, type Sql } from "./compile/sql.ts";
import { sqliteDialect } from "./compile/sqlite.ts";
import { compileStage } from "./compile/stages.ts";
import { layOut } from "./layout.ts";

export type PlanDialect = SqlDialect["name"];

export interface CompiledColumn {
  readonly name: string;
  readonly label: string;
  readonly type: PlanType;
  readonly unit?: Unit;
}

export interface CompiledPlan {
  readonly dialect: PlanDialect;
  /** One SELECT; no value of the plan is in it. */
  readonly sql: string;
  /** In the order of the placeholders: numbers and texts; true and false for Postgres, 1 and 0 for SQLite. */
  readonly parameters: readonly unknown[];
  /** What each column of a row is; `readCell` makes its values those of the plan. */
  readonly columns: readonly CompiledColumn[];
  /** The same with the values in place, laid out for reading and copying. */
  readonly displaySql: string;
}

const dialects: Readonly<Record<PlanDialect, SqlDialect>> = { sqlite: sqliteDialect, postgres: postgresDialect };
/** What stages are called in WITH, where the name of a table would hide the table from the stage that reads it. */
function stageNames({ schema, plan }: CheckedPlan): Map<string, string> {
  const names = new Names();
  for (const { table } of schema.entities.values()) names.take(table.split(".").at(-1) ?? table);
  return new Map(plan.stages.map(({ id }) => [id, names.take(id)]));
}

function build(checked: CheckedPlan, dialect: SqlDialect, bind: Bind): Sql {
  const compilation: Compilation = { dialect, bind, stageNames: stageNames(checked), compileCondition };
  const known = new Map<string, StageInfo>();
  const last = checked.plan.stages.length - 1;
  const parts = checked.stages.map((info, index) => {
    const stage = checked.plan.stages[index];
    if (!stage) throw new Error("a plan and its types differ");
    const name = compilation.stageNames.get(stage.id) ?? stage.id;
    const base = { schema: checked.schema, stages: new Map(known), checkCondition };
    known.set(info.id, info);
    return { name, info, ...compileStage(compilation, base, stage, info, index === last ? name : undefined) };
  });
  const final = parts[last];
  if (!final) throw new Error("a plan without stages");
  const withs = commas(parts.map(({ name, rows }) => sql`${sql.id(name)} as (${rows})`));
  const columns = [...final.info.columns.values()].map(
    ({ name, type }) => sql`${dialect.result(column(final.name, name), type)} as ${sql.id(name)}`,
  );
  return sql`with ${withs} select ${commas(columns)} from ${sql.id(final.name)}${final.tail}`;
}

/** The SQL of a checked plan: the same text for the same plan, whenever and wherever. */
export function compilePlan(checked: CheckedPlan, dialect: PlanDialect): CompiledPlan {
  const target = dialects[dialect];
  const { sql: text, parameters } = build(checked, target, bindParameter).compile(target.printer);
  const columns = checked.columns.map(({ name, label, type, unit }) => ({ name, label, type, ...(unit && { unit }) }));
  let shown: string | undefined;
  return {
    dialect,
    sql: text,
    parameters,
    columns,
    // Twice the work, and only what somebody looks at needs it.
    get displaySql() {
      shown ??= layOut(build(checked, target, bindLiteral).compile(target.printer).sql);
      return shown;
    },
  };
}
