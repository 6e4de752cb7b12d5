import { sql } from "kysely";
import type { Order, WindowFunction, WindowOutput } from "../../../shared/plan.ts";
import type { ValueInfo } from "../check/scope.ts";
import { compileExpr } from "./expressions.ts";
import { type Frame, infoOf } from "./frame.ts";
import { column, commas, nothing, type Sql } from "./sql.ts";

/** Columns of `rows` in an order that is the same everywhere. */
export function compileOrder(frame: Frame, order: readonly Order[]): Sql {
  const keys = order.map(({ by, direction }) => {
    const value = column(frame.alias, by);
    const text = frame.scope.outputs?.get(by)?.type === "text";
    return sql`${text ? frame.compilation.dialect.codePoints(value) : value} ${sql.raw(direction === "desc" ? "desc" : "asc")} nulls last`;
  });
  return sql`order by ${commas(keys)}`;
}

interface Parts {
  readonly frame: Frame;
  readonly window: WindowOutput;
  readonly value: Sql;
  readonly info: ValueInfo;
  readonly partition: Sql;
  readonly order: Sql;
}

const upToHere = sql`rows between unbounded preceding and current row`;
const dialectOf = ({ frame }: Parts) => frame.compilation.dialect;
const total = (parts: Parts) => dialectOf(parts).sum(parts.value, parts.info.type, parts.info.decimals, sql` over (${parts.partition})`);

const asNumber = (parts: Parts, value: Sql) => dialectOf(parts).asNumber(value, parts.info.type);

function wholeNumber({ frame }: Parts, value: number): Sql {
  const { dialect, bind } = frame.compilation;
  // Postgres takes the place of a lag as an int, the bound of a frame as a bigint.
  return dialect.name === "postgres" ? sql`cast(${bind(value)} as int)` : bind(value);
}

function movingAverage(parts: Parts): Sql {
  const { value, info, partition, order, window } = parts;
  const frame = sql`rows between ${wholeNumber(parts, (window.size ?? 7) - 1)} preceding and current row`;
  const over = sql` over (${partition}${order} ${frame})`;
  const dialect = dialectOf(parts);
  return sql`${dialect.asNumber(dialect.sum(value, info.type, info.decimals, over), info.type)} / nullif(count(${value})${over}, 0)`;
}

const compilers: { readonly [F in WindowFunction]: (parts: Parts) => Sql } = {
  rowNumber: ({ partition, order }) => sql`row_number() over (${partition}${order})`,
  rank: ({ partition, order }) => sql`rank() over (${partition}${order})`,
  lag: (parts) => sql`lag(${parts.value}, ${wholeNumber(parts, parts.window.size ?? 1)}) over (${parts.partition}${parts.order})`,
  running: (parts) => {
    const over = sql` over (${parts.partition}${parts.order} ${upToHere})`;
    return dialectOf(parts).sum(parts.value, parts.info.type, parts.info.decimals, over);
  },
  share: (parts) => sql`${asNumber(parts, parts.value)} / nullif(${asNumber(parts, total(parts))}, 0)`,
  total,
  movingAverage,
};

/** `partition by` these outputs, with a space behind. */
export function partitionOf(frame: Frame, names: readonly string[]): Sql {
  if (names.length === 0) return nothing;
  return sql`partition by ${commas(names.map((name) => column(frame.alias, name)))} `;
}

export function compileWindow(frame: Frame, window: WindowOutput): Sql {
  const { of, partitionBy = [], orderBy = [] } = window;
  return compilers[window.fn]({
    frame,
    window,
    value: of ? compileExpr(frame, of) : nothing,
    info: of ? infoOf(frame.scope, of) : { type: "integer", nullable: false, decimals: 0 },
    partition: partitionOf(frame, partitionBy),
    order: orderBy.length > 0 ? compileOrder(frame, orderBy) : nothing,
  });
}
