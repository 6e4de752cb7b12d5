import type { Expr, PlanType } from "../../../shared/plan.ts";
import type { PlanColumn } from "../schema.ts";
import type { Bind, Printer, Sql } from "./sql.ts";

type Of<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;
export type BucketUnit = Of<"bucket">["unit"];
export type Part = Of<"part">["part"];
export type SpanUnit = Of<"elapsed">["unit"];

export const secondsIn: Readonly<Record<SpanUnit, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** What the databases say differently. Values are of the plan's types: a `number` is a double, a `date` a date. */
export interface SqlDialect {
  readonly name: "sqlite" | "postgres";
  readonly printer: Printer;
  /** A value of the plan where its type must be known from the text alone. */
  value(bind: Bind, value: unknown, type: PlanType): Sql;
  /** A value beside something of that type, which tells the database what it is. */
  operand(bind: Bind, value: unknown, type: PlanType): Sql;
  /** An instant in the form in which a column stores it. */
  storedInstant(bind: Bind, iso: string, column: PlanColumn): Sql;
  /** A stored column as a value of the plan's type. */
  stored(raw: Sql, column: PlanColumn): Sql;
  /** A value of the answer in a form that every driver reads alike. */
  result(value: Sql, type: PlanType): Sql;
  /** Text by its code points, whatever the database's collation. */
  codePoints(text: Sql): Sql;
  /** A number as a double, so that nothing is divided as whole numbers are. */
  asNumber(value: Sql, type: PlanType): Sql;
  /** Keeps whole numbers from running over when they are computed with. */
  wide(integer: Sql): Sql;
  round(value: Sql, decimals: number): Sql;
  /** Sum of numbers, exact to so many decimals; `rest` is the filter or the window that follows it. */
  sum(value: Sql, type: PlanType, decimals: number, rest: Sql): Sql;
  floor(value: Sql): Sql;
  bucket(unit: BucketUnit, value: Sql, of: PlanType): Sql;
  part(part: Part, value: Sql, of: PlanType): Sql;
  /** Seconds from one timestamp or date to another, to the millisecond. */
  elapsedSeconds(start: Sql, startType: PlanType, end: Sql, endType: PlanType): Sql;
  /** `fine` where the timestamp may have fractions of a second. */
  shift(bind: Bind, value: Sql, by: number, unit: SpanUnit, fine: boolean): Sql;
  isIpv4(text: Sql): Sql;
}
