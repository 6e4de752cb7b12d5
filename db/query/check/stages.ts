import type { Order, Output, Stage, TimeRange, Unit } from "../../../shared/plan.ts";
import { checkCondition } from "./conditions.ts";
import { checkExpr } from "./expressions.ts";
import { isInstant } from "./literals.ts";
import { checkMeasure, checkWindow } from "./measures.ts";
import { isTemporal, type Report } from "./report.ts";
import type { ColumnInfo, Scope, StageInfo, StageScope, ValueInfo } from "./scope.ts";
import { rowScope } from "./source.ts";

/** Rows become objects: a name such as `__proto__` would be no key of one. */
const outputName = /^(?!__)[a-z0-9_]{1,60}$/;
const MAX_LIMIT = 10_000;
const MAX_COLUMNS = 60;

type Columns = Map<string, ColumnInfo>;
interface Named {
  readonly name: string;
  readonly label: string;
  readonly unit?: Unit;
}

function add(columns: Columns, output: Named, info: ValueInfo | undefined, at: string, report: Report): void {
  const { name, label, unit } = output;
  if (!outputName.test(name)) report(`${at}.name`, "expected lower-case letters, digits and _, at most 60, and not __ in front");
  if (columns.has(name)) report(`${at}.name`, `"${name}" names two outputs`);
  // What could not be typed is entered all the same, so that one mistake is reported once.
  else columns.set(name, { ...(info ?? { type: "number", nullable: true, decimals: 0 }), name, label, ...(unit && { unit }) });
}

function checkTime(scope: Scope, time: TimeRange, at: string, report: Report): void {
  const info = checkExpr(scope, time.field, `${at}.field`, report);
  if (info && !isTemporal(info.type)) report(`${at}.field`, "expected a timestamp or a date");
  if (!time.from && !time.to) report(at, "a time range needs at least one end");
  for (const [name, bound] of Object.entries({ from: time.from, to: time.to })) {
    if (bound && !isInstant(bound.at)) report(`${at}.${name}.at`, "expected an instant such as 2026-10-31T23:59:59Z");
  }
}

function addOutputs(scope: Scope, outputs: readonly Output[], columns: Columns, at: string, report: Report): void {
  outputs.forEach((output, index) => {
    const place = `${at}.${index}`;
    add(columns, output, checkExpr(scope, output.expr, `${place}.expr`, report), place, report);
  });
}

function checkShape({ columns, groupBy, measures, distinct }: Stage, at: string, report: Report): void {
  if (columns && (groupBy || measures)) report(at, "a stage has either columns, or groupBy and measures");
  if (columns?.length === 0) report(`${at}.columns`, "at least one column is needed");
  if (!columns && !groupBy?.length && !measures?.length) report(at, "a stage needs columns, or groupBy and measures");
  if (distinct && !columns) report(`${at}.distinct`, "distinct is of columns; grouped rows are distinct already");
}

/** Columns, or dimensions and measures, of the rows of a scope. */
function baseColumns(scope: Scope, stage: Stage, at: string, report: Report): Columns {
  const columns: Columns = new Map();
  addOutputs(scope, stage.columns ?? [], columns, `${at}.columns`, report);
  addOutputs(scope, stage.groupBy ?? [], columns, `${at}.groupBy`, report);
  stage.measures?.forEach((measure, index) => {
    const place = `${at}.measures.${index}`;
    add(columns, measure, checkMeasure(scope, measure, place, report), place, report);
  });
  return columns;
}

function checkNames(names: readonly string[], columns: Columns, at: string, report: Report): void {
  names.forEach((name, index) => {
    if (!columns.has(name)) report(`${at}.${index}`, `unknown output "${name}"; there are ${[...columns.keys()].join(", ")}`);
  });
}

function checkOrder(order: readonly Order[], columns: Columns, at: string, report: Report): void {
  order.forEach(({ by, direction }, index) => {
    if (!columns.has(by)) report(`${at}.${index}.by`, `unknown output "${by}"; there are ${[...columns.keys()].join(", ")}`);
    if (direction !== "asc" && direction !== "desc") report(`${at}.${index}.direction`, "expected asc or desc");
  });
}

function checkLimit({ limit, order }: Stage, columns: Columns, at: string, report: Report): void {
  if (!limit) return;
  if (!Number.isInteger(limit.n) || limit.n < 1 || limit.n > MAX_LIMIT) report(`${at}.limit.n`, `expected 1 to ${MAX_LIMIT}`);
  if (!order?.length) report(`${at}.limit`, "a limit needs an order: which rows are first otherwise is chance");
  if (limit.per?.length === 0) report(`${at}.limit.per`, "at least one output is needed");
  checkNames(limit.per ?? [], columns, `${at}.limit.per`, report);
}

function hasOneRow(stage: Stage, scope: Scope): boolean {
  if (!stage.columns && !stage.groupBy?.length) return true;
  if (stage.limit?.n === 1 && !stage.limit.per) return true;
  return scope.source !== undefined && "stage" in scope.source && scope.source.stage.oneRow && !stage.joins?.length;
}

/** Reports what is wrong with a stage and says what it yields. */
export function checkStage(base: StageScope, stage: Stage, at: string, report: Report): StageInfo {
  const scope = rowScope(base, stage, at, report);
  // Without rows nothing can be said of their fields, and the missing source has been reported.
  if (!scope.source) return { id: stage.id, columns: new Map(), oneRow: false };
  checkShape(stage, at, report);
  if (stage.where) checkCondition(scope, stage.where, `${at}.where`, report);
  if (stage.time) checkTime(scope, stage.time, `${at}.time`, report);
  const columns = baseColumns(scope, stage, at, report);
  const outputs: Scope = { ...base, joins: new Map(), outputs: columns };
  addOutputs(outputs, stage.derived ?? [], columns, `${at}.derived`, report);
  if (stage.having) checkCondition(outputs, stage.having, `${at}.having`, report);
  checkWindows({ ...outputs, outputs: new Map(columns) }, stage, columns, at, report);
  checkOrder(stage.order ?? [], columns, `${at}.order`, report);
  checkLimit(stage, columns, at, report);
  if (columns.size > MAX_COLUMNS) report(at, `more than ${MAX_COLUMNS} outputs`);
  return { id: stage.id, columns, oneRow: hasOneRow(stage, scope) };
}

/** Windows see the outputs before them all, not one another. */
function checkWindows(scope: Scope, stage: Stage, columns: Columns, at: string, report: Report): void {
  const before = new Map(columns);
  stage.windows?.forEach((window, index) => {
    const place = `${at}.windows.${index}`;
    add(columns, window, checkWindow(scope, window, place, report), place, report);
    checkNames(window.partitionBy ?? [], before, `${place}.partitionBy`, report);
    checkOrder(window.orderBy ?? [], before, `${place}.orderBy`, report);
  });
}
