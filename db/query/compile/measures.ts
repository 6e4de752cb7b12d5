import { sql } from "kysely";
import type { Measure, MeasureFunction } from "../../../shared/plan.ts";
import type { ValueInfo } from "../check/scope.ts";
import { compileCondition } from "./conditions.ts";
import type { SqlDialect } from "./dialect.ts";
import { compileExpr } from "./expressions.ts";
import { type Frame, infoOf } from "./frame.ts";
import { column, nothing, type Sql } from "./sql.ts";

/** What is aggregated, and which rows of it. */
interface Argument {
  readonly value: Sql;
  readonly info: ValueInfo;
  readonly filter: Sql;
}

type Plain = Exclude<MeasureFunction, "percentile">;
type Aggregate = (dialect: SqlDialect, argument: Argument) => Sql;

const extreme =
  (name: "min" | "max"): Aggregate =>
  (dialect, { value, info, filter }) =>
    sql`${sql.raw(name)}(${info.type === "text" ? dialect.codePoints(value) : value})${filter}`;

const aggregates: { readonly [F in Plain]: Aggregate } = {
  count: (_dialect, { value, filter }) => sql`count(${value})${filter}`,
  countDistinct: (_dialect, { value, filter }) => sql`count(distinct ${value})${filter}`,
  sum: (dialect, { value, info, filter }) => dialect.sum(value, info.type, info.decimals, filter),
  // One division of two exact figures is the same double everywhere; the databases' own averages are not.
  avg: (dialect, { value, info, filter }) =>
    sql`${dialect.asNumber(dialect.sum(value, info.type, info.decimals, filter), info.type)} / count(${value})${filter}`,
  min: extreme("min"),
  max: extreme("max"),
};

const counted: ValueInfo = { type: "integer", nullable: false, decimals: 0 };

function argumentInfo(frame: Frame, { of }: Measure): ValueInfo {
  return of ? infoOf(frame.scope, of) : counted;
}

const plainOf = (fn: MeasureFunction): Plain => {
  if (fn === "percentile") throw new Error("a percentile is not one aggregate");
  return fn;
};

/** A measure over the rows of a frame; not of percentiles. */
export function compileMeasure(frame: Frame, measure: Measure): Sql {
  const value = measure.of ? compileExpr(frame, measure.of) : sql`*`;
  const filter = measure.where ? sql` filter (where ${compileCondition(frame, measure.where)})` : nothing;
  return aggregates[plainOf(measure.fn)](frame.compilation.dialect, { value, info: argumentInfo(frame, measure), filter });
}

/** What a measure takes of a row: null where the row does not take part. */
function taken(frame: Frame, { of, where }: Measure): Sql {
  const value = of ? compileExpr(frame, of) : frame.compilation.dialect.wide(sql`1`);
  return where ? sql`case when ${compileCondition(frame, where)} then ${value} end` : value;
}

/** Columns of the rows beneath a stage with percentiles: what each measure takes, its place among its group's, how many there are. */
export function measuredColumns(frame: Frame, measure: Measure, index: number, keys: readonly Sql[]): Sql[] {
  const value = taken(frame, measure);
  const column = sql`${value} as ${sql.id(`v${index}`)}`;
  if (measure.fn !== "percentile") return [column];
  const group = keys.length > 0 ? sql`partition by ${sql.join([...keys], sql`, `)}` : nothing;
  return [
    column,
    sql`row_number() over (${group} order by ${value} nulls last) as ${sql.id(`r${index}`)}`,
    sql`count(${value}) over (${group}) as ${sql.id(`n${index}`)}`,
  ];
}

/** Linear interpolation between the two ranks around `p × (n − 1)`, in the very steps that every database takes alike. */
function percentile(frame: Frame, measure: Measure, rows: string, index: number): Sql {
  const { dialect, bind } = frame.compilation;
  const [value, rank] = [column(rows, `v${index}`), column(rows, `r${index}`)];
  const place = sql`${dialect.value(bind, measure.p ?? 0, "number")} * (${column(rows, `n${index}`)} - 1)`;
  const floor = dialect.floor(place);
  const { type } = argumentInfo(frame, measure);
  const at = (offset: 1 | 2) => dialect.asNumber(sql`max(case when ${rank} = ${floor} + ${sql.lit(offset)} then ${value} end)`, type);
  const fraction = sql`max(${place} - ${floor})`;
  return sql`${at(1)} + coalesce((${at(2)} - ${at(1)}) * ${fraction}, 0)`;
}

/** A measure over rows of {@link measuredColumns}. */
export function compileMeasured(frame: Frame, measure: Measure, index: number, rows: string): Sql {
  if (measure.fn === "percentile") return percentile(frame, measure, rows, index);
  const argument = { value: column(rows, `v${index}`), info: argumentInfo(frame, measure), filter: nothing };
  return aggregates[measure.fn](frame.compilation.dialect, argument);
}
