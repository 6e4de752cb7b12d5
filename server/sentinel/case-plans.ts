import type { Condition, Measure, Order, Plan, Stage } from "../../shared/plan.ts";
import { all, compare, count, DAY_MS, field, is, literal, measure, oneOf, output, spansBefore, within } from "./plan-parts.ts";

const NEWEST_FIRST: readonly Order[] = [
  { by: "at", direction: "desc" },
  { by: "user_id", direction: "asc" },
];

interface Span {
  /** Epoch ms. */
  readonly from: number;
  readonly asOf: number;
}

/** What a stage of transactions tells of each as a case. */
export function transactionRows(show: readonly string[] = []): Pick<Stage, "columns" | "order"> {
  return {
    columns: [
      output("user_id", "user_id", "customer"),
      output("at", "created_at"),
      output("usd", "amount_usd"),
      output("transaction_id", "id"),
      ...show.map((path) => output(path.replaceAll(".", "_"), path)),
      output("uncontrolled", literal(1)),
    ],
    order: [...NEWEST_FIRST, { by: "transaction_id", direction: "asc" }],
  };
}

/** Each transaction that meets a condition is a case. */
export function transactionCases(
  { from, asOf }: Span,
  where: Condition,
  show: readonly string[] = [],
  earlier: readonly Stage[] = [],
): Plan {
  const stage: Stage = {
    id: "cases",
    from: { entity: "transactions" },
    where: all(within("created_at", from, asOf), where),
    ...transactionRows(show),
  };
  return { stages: [...earlier, stage] };
}

export interface UserWindows extends Span {
  /** Length of a window, s. */
  readonly seconds: number;
  readonly where: Condition;
  readonly measures?: readonly Measure[];
  /** Of `n` transactions, `usd`, and the measures. */
  readonly having: Condition;
  /** A condition of `usd`; all rows without it. */
  readonly counted?: Condition;
}

/** Each customer who did enough within a window is a case. */
export function userCases({ from, asOf, seconds, where, measures = [], having, counted }: UserWindows): Plan {
  const stage: Stage = {
    id: "cases",
    from: { entity: "transactions" },
    where: all(within("created_at", from, asOf), where),
    groupBy: [output("user_id", "user_id", "customer"), output("back", spansBefore("created_at", asOf, seconds), "windows back")],
    measures: [measure("at", "max", "created_at"), count("n"), measure("usd", "sum", "amount_usd", counted), ...measures],
    derived: [output("uncontrolled", literal(1))],
    having,
    order: [...NEWEST_FIRST, { by: "back", direction: "asc" }],
  };
  return { stages: [stage] };
}

/** Each customer of a kind who withdrew at least so many USD on one day is a case. */
export function largeWithdrawals({ from, asOf }: Span, whose: Condition, least: number): Plan {
  return userCases({
    from,
    asOf,
    seconds: DAY_MS / 1_000,
    where: all(is("type", "withdrawal"), oneOf("status", ["completed", "pending"]), whose),
    having: compare({ kind: "output", name: "usd" }, "gte", least),
  });
}

export interface Burst extends Span {
  readonly where: Condition;
  /** So many and more transactions of one customer ... */
  readonly count: number;
  /** ... within so many seconds. */
  readonly seconds: number;
}

/** Each transaction of a burst is a case: the windows slide, so that no burst is cut in two. */
export function burstCases({ from, asOf, where, count: least, seconds }: Burst): Plan {
  const rows: Stage = {
    id: "rows",
    from: { entity: "transactions" },
    where: all(within("created_at", from, asOf), where),
    columns: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "created_at"].map((name) => output(name, name)),
    windows: [
      {
        name: "begin",
        label: "begin",
        fn: "lag",
        of: { kind: "output", name: "created_at" },
        size: least - 1,
        partitionBy: ["user_id"],
        orderBy: [
          { by: "created_at", direction: "asc" },
          { by: "id", direction: "asc" },
        ],
      },
    ],
  };
  const peaks: Stage = {
    id: "peaks",
    from: { stage: "rows" },
    where: compare({ kind: "elapsed", unit: "seconds", start: field("begin"), end: field("created_at") }, "lte", seconds),
    columns: [output("user_id", "user_id"), output("begin", "begin"), output("ending", "created_at")],
  };
  const at = { kind: "outer", path: ["created_at"] } as const;
  const cases: Stage = {
    id: "cases",
    from: { stage: "rows" },
    where: {
      kind: "exists",
      stage: "peaks",
      on: [{ left: field("user_id"), right: "user_id" }],
      where: all(compare("begin", "lte", at), compare("ending", "gte", at)),
    },
    columns: [
      output("user_id", "user_id", "customer"),
      output("at", "created_at"),
      output("usd", "amount_usd"),
      output("transaction_id", "id"),
      output("type", "type"),
      output("payment_method", "payment_method"),
      output("status", "status"),
      output("uncontrolled", literal(1)),
    ],
    order: [...NEWEST_FIRST, { by: "transaction_id", direction: "asc" }],
  };
  return { stages: [rows, peaks, cases] };
}
