import { sql } from "kysely";
import type { CompareOp, Condition, Expr } from "../../../shared/plan.ts";
import { existsScope } from "../check/conditions.ts";
import { compileExpr } from "./expressions.ts";
import { type Frame, infoOf, stageRef, storedField } from "./frame.ts";
import { lookupOf } from "./lookup.ts";
import { column, commas, type Sql } from "./sql.ts";
import { compileText } from "./text.ts";

type Of<K extends Condition["kind"]> = Extract<Condition, { kind: K }>;
type Compile<K extends Condition["kind"]> = (frame: Frame, condition: Of<K>) => Sql;
/** Values of the row outside and what they are to equal in the row looked for, which has to meet the rest besides. */
interface Lookup {
  readonly keys: readonly { readonly left: Sql; readonly right: Sql }[];
  readonly rest: readonly Condition[];
}

type Value = Extract<Expr, { kind: "value" }>;

const operators: Readonly<Record<CompareOp, Sql>> = {
  eq: sql`=`,
  ne: sql`<>`,
  gt: sql`>`,
  gte: sql`>=`,
  lt: sql`<`,
  lte: sql`<=`,
};
const turned: Readonly<Record<CompareOp, CompareOp>> = { eq: "eq", ne: "ne", gt: "lt", gte: "lte", lt: "gt", lte: "gte" };

/** A timestamp column that is stored in a form of its own is compared in that form, so that its index serves. */
function storedComparison(frame: Frame, op: CompareOp, left: Expr, right: Value): Sql | undefined {
  if (left.kind !== "field" || right.type !== "timestamp" || typeof right.value !== "string") return undefined;
  const field = storedField(frame, left.path);
  const encoding = field?.stored.encoding;
  if (!field || (encoding !== "epoch_seconds" && encoding !== "epoch_milliseconds")) return undefined;
  const { dialect, bind } = frame.compilation;
  return sql`${field.raw} ${operators[op]} ${dialect.storedInstant(bind, right.value, field.stored)}`;
}

function compileOperand(frame: Frame, expr: Expr): Sql {
  const { dialect, bind } = frame.compilation;
  return expr.kind === "value" ? dialect.operand(bind, expr.value, expr.type) : compileExpr(frame, expr);
}

function compileCompare(frame: Frame, { op, left, right }: Of<"compare">): Sql {
  if (left.kind === "value" && right.kind !== "value")
    return compileCompare(frame, { kind: "compare", op: turned[op], left: right, right: left });
  const stored = right.kind === "value" ? storedComparison(frame, op, left, right) : undefined;
  if (stored) return stored;
  const ordered = op !== "eq" && op !== "ne" && infoOf(frame.scope, left).type === "text";
  const subject = compileExpr(frame, left);
  const a = ordered ? frame.compilation.dialect.codePoints(subject) : subject;
  return sql`${a} ${operators[op]} ${compileOperand(frame, right)}`;
}

function compileIn(frame: Frame, { of, values }: Of<"in">): Sql {
  const { dialect, bind } = frame.compilation;
  return sql`${compileExpr(frame, of)} in (${commas(values.map(({ value, type }) => dialect.operand(bind, value, type)))})`;
}

const both = sql` and `;

/**
 * An `exists` that only looks for equal values is a list that is made once, which is much faster in SQLite than a question asked for
 * every row. A list with a null in it, or a null looked up, would be neither in nor not in.
 */
function compileMember(frame: Frame, from: Sql, { keys, rest }: Lookup): Sql {
  const known = keys.map(({ left }) => sql`${left} is not null`);
  const row = commas(keys.map(({ left }) => left));
  const conditions = [
    ...keys.map(({ right }) => sql`${right} is not null`),
    ...rest.map((condition) => compileCondition(frame, condition)),
  ];
  const list = sql`select ${commas(keys.map(({ right }) => right))} from ${from} where ${sql.join(conditions, both)}`;
  return sql`(${sql.join(known, both)} and ${keys.length === 1 ? row : sql`(${row})`} in (${list}))`;
}

function compileExists(frame: Frame, { stage: id, on, where }: Of<"exists">): Sql {
  const stage = frame.scope.stages.get(id);
  if (!stage) throw new Error(`an unchecked condition: no stage ${id}`);
  const alias = frame.names.take(id);
  const inner: Frame = {
    ...frame,
    scope: existsScope(frame.scope, stage),
    alias,
    joinAliases: new Map(),
    relations: new Map(),
    outer: frame,
  };
  const from = sql`${stageRef(frame.compilation, id)} as ${sql.id(alias)}`;
  const keys = on.map(({ left, right }) => ({ left: compileExpr(frame, left), right: column(alias, right) }));
  const lookup = lookupOf(where);
  if (lookup) {
    const more = lookup.keys.map(({ outside, inside }) => ({ left: compileExpr(inner, outside), right: compileExpr(inner, inside) }));
    return compileMember(inner, from, { keys: [...keys, ...more], rest: lookup.rest });
  }
  const equal = keys.map(({ left, right }) => sql`${right} = ${left}`);
  const asked = where ? [...equal, compileCondition(inner, where)] : equal;
  return sql`exists (select 1 from ${from} where ${sql.join(asked, both)})`;
}

const joined = (frame: Frame, of: readonly Condition[], word: Sql): Sql =>
  sql`(${sql.join(
    of.map((condition) => compileCondition(frame, condition)),
    word,
  )})`;

const compilers: { readonly [K in Condition["kind"]]: Compile<K> } = {
  and: (frame, { of }) => joined(frame, of, sql` and `),
  or: (frame, { of }) => joined(frame, of, sql` or `),
  not: (frame, { of }) => sql`not (${compileCondition(frame, of)})`,
  compare: compileCompare,
  in: compileIn,
  null: (frame, { of }) => sql`${compileExpr(frame, of)} is null`,
  text: (frame, { mode, of, text }) => compileText(frame.compilation, mode, compileExpr(frame, of), text),
  exists: compileExists,
};

/** The SQL of a condition that the checker has seen. */
export function compileCondition(frame: Frame, condition: Condition): Sql {
  const compile = compilers[condition.kind] as Compile<Condition["kind"]>;
  return compile(frame, condition);
}
