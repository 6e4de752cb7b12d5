import { sql } from "kysely";
import type { Expr } from "../../../shared/plan.ts";
import { MONEY_DECIMALS } from "../check/scope.ts";
import { secondsIn } from "./dialect.ts";
import { compileField, type Frame, infoOf, stageRef } from "./frame.ts";
import { column, commas, type Sql } from "./sql.ts";

type Of<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;
type Compile<K extends Expr["kind"]> = (frame: Frame, expr: Of<K>) => Sql;

const dialectOf = (frame: Frame) => frame.compilation.dialect;

function outerFrame({ outer }: Frame): Frame {
  if (!outer) throw new Error("an unchecked expression: there is no row outside");
  return outer;
}

function compileArithmetic(frame: Frame, expr: Of<"arithmetic">): Sql {
  const dialect = dialectOf(frame);
  const [left, right] = [compileExpr(frame, expr.left), compileExpr(frame, expr.right)];
  const typeOf = (part: Expr) => infoOf(frame.scope, part).type;
  if (expr.op === "/")
    return sql`(${dialect.asNumber(left, typeOf(expr.left))} / nullif(${dialect.asNumber(right, typeOf(expr.right))}, 0))`;
  const { type, decimals } = infoOf(frame.scope, expr);
  if (type === "integer") return sql`(${dialect.wide(left)} ${sql.raw(expr.op)} ${right})`;
  const value = sql`(${left} ${sql.raw(expr.op)} ${right})`;
  // Money that is added stays money: without this 0.3 - 0.1 is less than 0.2.
  return expr.op !== "*" && decimals <= MONEY_DECIMALS ? dialect.round(value, decimals) : value;
}

function compileCase(frame: Frame, expr: Of<"case">): Sql {
  const branches = expr.when.map(
    (branch) => sql`when ${frame.compilation.compileCondition(frame, branch.if)} then ${compileExpr(frame, branch.then)}`,
  );
  return sql`case ${sql.join(branches, sql` `)} else ${compileExpr(frame, expr.else)} end`;
}

function compileElapsed(frame: Frame, { start, end, unit }: Of<"elapsed">): Sql {
  const [from, to] = [infoOf(frame.scope, start).type, infoOf(frame.scope, end).type];
  const seconds = dialectOf(frame).elapsedSeconds(compileExpr(frame, start), from, compileExpr(frame, end), to);
  return unit === "seconds" ? seconds : sql`(${dialectOf(frame).asNumber(seconds, "number")} / ${sql.lit(secondsIn[unit])})`;
}

function compileWholeSpans(frame: Frame, { start, end, seconds }: Of<"wholeSpans">): Sql {
  const between = dialectOf(frame).elapsedSeconds(compileExpr(frame, start), "timestamp", compileExpr(frame, end), "timestamp");
  return dialectOf(frame).floor(sql`${dialectOf(frame).asNumber(between, "number")} / ${sql.lit(seconds)}`);
}

const compilers: { readonly [K in Expr["kind"]]: Compile<K> } = {
  field: (frame, { path }) => compileField(frame, path),
  joined: (frame, expr) => column(frame.joinAliases.get(expr.join) ?? expr.join, expr.column),
  output: (frame, { name }) => column(frame.alias, name),
  outer: (frame, { path }) => compileField(outerFrame(frame), path),
  value: (frame, { value, type }) => dialectOf(frame).value(frame.compilation.bind, value, type),
  scalar: (frame, { stage, column: name }) => sql`(select ${sql.id(name)} from ${stageRef(frame.compilation, stage)})`,
  arithmetic: compileArithmetic,
  case: compileCase,
  bucket: (frame, { unit, of }) => dialectOf(frame).bucket(unit, compileExpr(frame, of), infoOf(frame.scope, of).type),
  part: (frame, { part, of }) => dialectOf(frame).part(part, compileExpr(frame, of), infoOf(frame.scope, of).type),
  elapsed: compileElapsed,
  wholeSpans: compileWholeSpans,
  shift: (frame, { of, by, unit }) => {
    const fine = infoOf(frame.scope, of).decimals > 0;
    return dialectOf(frame).shift(frame.compilation.bind, compileExpr(frame, of), by, unit, fine);
  },
  network: (frame, { of }) => {
    const text = compileExpr(frame, of);
    return sql`case when ${dialectOf(frame).isIpv4(text)} then rtrim(${text}, '0123456789') || '0/24' else ${text} end`;
  },
  absolute: (frame, { of }) => sql`abs(${compileExpr(frame, of)})`,
  coalesce: (frame, { of }) => {
    const [only, ...more] = of.map((expr) => compileExpr(frame, expr));
    // SQLite's coalesce takes two at least.
    return only && more.length === 0 ? only : sql`coalesce(${commas(only ? [only, ...more] : more)})`;
  },
};

/** The SQL of an expression that the checker has seen. */
export function compileExpr(frame: Frame, expr: Expr): Sql {
  const compile = compilers[expr.kind] as Compile<Expr["kind"]>;
  return compile(frame, expr);
}
