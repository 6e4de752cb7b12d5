import fc from "fast-check";
import type { Condition, Expr, PlanType } from "../../../shared/plan.ts";

/** fast-check's way to make something step by step. */
export type Draw = fc.GeneratorValue;

/** A name that an expression may use, with its type. */
export interface Known {
  readonly expr: Expr;
  readonly type: PlanType;
}

/** An earlier stage. */
export interface KnownStage {
  readonly id: string;
  readonly columns: readonly { readonly name: string; readonly type: PlanType; readonly nullable: boolean }[];
  readonly oneRow: boolean;
}

export interface Surroundings {
  readonly g: Draw;
  readonly known: readonly Known[];
  readonly stages: readonly KnownStage[];
}

export const types: readonly PlanType[] = ["integer", "number", "text", "boolean", "timestamp", "date"];
export const oneOf = <T>(g: Draw, values: readonly T[]): T => g(fc.constantFrom<T[]>, ...values);
export const chance = (g: Draw, percent: number) => g(fc.integer, { min: 1, max: 100 }) <= percent;
export const many = (g: Draw, min: number, max: number) => Array.from({ length: g(fc.integer, { min, max }) });

const texts = [
  "deposit",
  "DE",
  "O'Brien",
  "100%",
  "_",
  "\\",
  "müller",
  "",
  'x"; DROP TABLE users; --',
  "😀",
  "web",
  "203.0.113.0/24",
  "high",
  "ada",
];
const instants = [
  "2025-12-29T00:00:00Z",
  "2026-03-01T00:00:00Z",
  "2026-05-17T23:00:01Z",
  "2026-07-01T12:00:00.500Z",
  "2026-10-31T23:59:59Z",
];
const days = ["2025-12-29", "2026-01-01", "2026-04-01", "2026-05-18", "2026-10-31"];

type Value = Extract<Expr, { kind: "value" }>;

export function arbitraryValue({ g }: Surroundings, type: PlanType): Value {
  const values: Record<PlanType, readonly (string | number | boolean)[]> = {
    integer: [0, 1, 2, 3, 7, 50, -4],
    number: [0, 0.1, 0.3, 100, 19.99, -2.5, 1_000.5],
    text: texts,
    boolean: [true, false],
    timestamp: instants,
    date: days,
  };
  return { kind: "value", value: oneOf(g, values[type]), type };
}

function leaf(around: Surroundings, type: PlanType): Expr {
  const { g, known, stages } = around;
  const names = known.filter((name) => name.type === type);
  const cells = stages
    .filter(({ oneRow }) => oneRow)
    .flatMap(({ id, columns }) => columns.filter((column) => column.type === type).map(({ name }) => ({ stage: id, column: name })));
  if (cells.length > 0 && chance(g, 15)) return { kind: "scalar", ...oneOf(g, cells) };
  return names.length > 0 && chance(g, 85) ? oneOf(g, names).expr : arbitraryValue(around, type);
}

type Make = (around: Surroundings, depth: number) => Expr;

const temporal = (around: Surroundings, depth: number) => arbitraryExpr(around, oneOf(around.g, ["timestamp", "date"] as const), depth);

const makers: { readonly [T in PlanType]: readonly Make[] } = {
  integer: [
    (around, depth) => arithmetic(around, "integer", ["+", "-", "*"], depth),
    (around, depth) => ({ kind: "part", part: "hourOfDay", of: arbitraryExpr(around, "timestamp", depth) }),
    (around, depth) => ({ kind: "part", part: oneOf(around.g, ["weekday", "dayOfMonth"] as const), of: temporal(around, depth) }),
    (around, depth) => ({ kind: "absolute", of: arbitraryExpr(around, "integer", depth) }),
    (around, depth) => ({
      kind: "wholeSpans",
      seconds: oneOf(around.g, [1, 60, 2_700, 3_600, 86_400] as const),
      start: arbitraryExpr(around, "timestamp", depth),
      end: arbitraryExpr(around, "timestamp", depth),
    }),
  ],
  number: [
    (around, depth) => arithmetic(around, "number", ["+", "-", "*", "/"], depth),
    (around, depth) => arithmetic(around, "integer", ["/"], depth),
    (around, depth) => ({
      kind: "elapsed",
      unit: oneOf(around.g, ["seconds", "minutes", "hours", "days"] as const),
      start: temporal(around, depth),
      end: temporal(around, depth),
    }),
    (around, depth) => ({ kind: "absolute", of: arbitraryExpr(around, "number", depth) }),
  ],
  text: [(around, depth) => ({ kind: "network", of: arbitraryExpr(around, "text", depth) })],
  boolean: [],
  timestamp: [
    (around, depth) => ({ kind: "bucket", unit: "hour", of: arbitraryExpr(around, "timestamp", depth) }),
    (around, depth) => ({
      kind: "shift",
      of: arbitraryExpr(around, "timestamp", depth),
      by: around.g(fc.integer, { min: -40, max: 40 }),
      unit: oneOf(around.g, ["seconds", "minutes", "hours", "days"] as const),
    }),
  ],
  date: [
    (around, depth) => ({
      kind: "bucket",
      unit: oneOf(around.g, ["day", "week", "month", "quarter", "year"] as const),
      of: temporal(around, depth),
    }),
  ],
};

function arithmetic(around: Surroundings, type: "integer" | "number", ops: readonly ("+" | "-" | "*" | "/")[], depth: number): Expr {
  const right = type === "number" && chance(around.g, 30) ? "integer" : type;
  const op = oneOf(around.g, ops);
  return { kind: "arithmetic", op, left: arbitraryExpr(around, type, depth), right: arbitraryExpr(around, right, depth) };
}

const anyType = (type: PlanType): readonly Make[] => [
  (around, depth) => ({ kind: "coalesce", of: many(around.g, 1, 3).map(() => arbitraryExpr(around, type, depth)) }),
  (around, depth) => ({
    kind: "case",
    // biome-ignore lint/suspicious/noThenProperty: the plan's name for it; nobody awaits a plan
    when: many(around.g, 1, 2).map(() => ({ if: arbitraryCondition(around, depth), then: arbitraryExpr(around, type, depth) })),
    else: arbitraryExpr(around, type, depth),
  }),
];

/** An expression of a type, of names that are known. */
export function arbitraryExpr(around: Surroundings, type: PlanType, depth: number): Expr {
  if (depth <= 0 || chance(around.g, 50)) return leaf(around, type);
  return oneOf(around.g, [...makers[type], ...makers[type], ...anyType(type)])(around, depth - 1);
}

function exists(around: Surroundings, depth: number): Condition {
  const { g, stages } = around;
  const stage = oneOf(g, stages);
  const on = many(g, 1, 2).map(() => {
    const { name, type } = oneOf(g, stage.columns);
    return { left: arbitraryExpr(around, type, 0), right: name };
  });
  if (chance(g, 40)) return { kind: "exists", stage: stage.id, on };
  const fields = stage.columns.map(({ name, type }): Known => ({ expr: { kind: "field", path: [name] }, type }));
  const outside = around.known.flatMap(({ expr, type }): Known[] => {
    if (expr.kind === "field") return [{ expr: { kind: "outer", path: expr.path }, type }];
    return expr.kind === "output" ? [{ expr: { kind: "outer", path: [expr.name] }, type }] : [];
  });
  return { kind: "exists", stage: stage.id, on, where: arbitraryCondition({ ...around, known: [...fields, ...outside] }, depth - 1) };
}

const atoms: readonly ((around: Surroundings, depth: number) => Condition)[] = [
  (around, depth) => {
    const type = oneOf(around.g, types);
    const op = oneOf(around.g, type === "boolean" ? (["eq", "ne"] as const) : (["eq", "ne", "gt", "gte", "lt", "lte"] as const));
    return { kind: "compare", op, left: arbitraryExpr(around, type, depth), right: arbitraryExpr(around, type, depth) };
  },
  (around, depth) => {
    const type = oneOf(around.g, types);
    return { kind: "in", of: arbitraryExpr(around, type, depth), values: many(around.g, 1, 3).map(() => arbitraryValue(around, type)) };
  },
  (around, depth) => ({ kind: "null", of: arbitraryExpr(around, oneOf(around.g, types), depth) }),
  (around, depth) => ({
    kind: "text",
    mode: oneOf(around.g, ["contains", "starts", "ends", "equals"] as const),
    of: arbitraryExpr(around, "text", depth),
    text: oneOf(around.g, [...texts, "MÜLLER", "Ob", "émile"]),
  }),
];

export function arbitraryCondition(around: Surroundings, depth: number): Condition {
  const { g } = around;
  const part = () => arbitraryCondition(around, depth - 1);
  if (depth > 0 && chance(g, 40)) {
    if (chance(g, 35)) return { kind: "not", of: part() };
    return { kind: oneOf(g, ["and", "or"] as const), of: many(g, 1, 3).map(part) };
  }
  if (around.stages.length > 0 && chance(g, 25)) return exists(around, depth);
  return oneOf(g, atoms)(around, Math.min(depth, 1));
}
