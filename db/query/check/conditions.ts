import type { Condition, Expr } from "../../../shared/plan.ts";
import { checkExpr } from "./expressions.ts";
import { literalProblem, textProblem } from "./literals.ts";
import { article, comparable, type Report } from "./report.ts";
import { type Scope, type StageInfo, stageColumn, type ValueInfo } from "./scope.ts";

type Of<K extends Condition["kind"]> = Extract<Condition, { kind: K }>;
type Check<K extends Condition["kind"]> = (scope: Scope, condition: Of<K>, at: string, report: Report) => void;

const MAX_VALUES = 500;
const isNull = (expr: Expr) => expr.kind === "value" && expr.value === null;

function mustCompare(left: ValueInfo | undefined, right: ValueInfo | undefined, at: string, report: Report): void {
  if (left && right && !comparable(left.type, right.type))
    report(at, `${article(left.type)} cannot be compared with ${article(right.type)}`);
}

/** Equalities between the scope's row and columns of a stage. */
export function checkKeys(
  scope: Scope,
  stage: StageInfo,
  on: readonly { readonly left: Expr; readonly right: string }[],
  at: string,
  report: Report,
): { left: ValueInfo; right: ValueInfo }[] {
  if (on.length === 0) report(at, "at least one equality is needed");
  return on.flatMap((pair, index) => {
    const left = checkExpr(scope, pair.left, `${at}.${index}.left`, report);
    const right = stageColumn(stage, pair.right);
    if (typeof right === "string") report(`${at}.${index}.right`, right);
    if (!left || typeof right === "string") return [];
    mustCompare(left, right, `${at}.${index}`, report);
    return [{ left, right }];
  });
}

/** The rows of a stage, as the condition of an `exists` sees them. */
export function existsScope(outer: Scope, stage: StageInfo): Scope {
  const { schema, stages, checkCondition: check } = outer;
  return { schema, stages, checkCondition: check, source: { stage }, joins: new Map(), outer };
}

const ordered = (type: string) => type !== "boolean";

const checks: { readonly [K in Condition["kind"]]: Check<K> } = {
  and: checkAll,
  or: checkAll,
  not: (scope, { of }, at, report) => checkCondition(scope, of, `${at}.of`, report),
  compare: (scope, { op, left, right }, at, report) => {
    if (!["eq", "ne", "gt", "gte", "lt", "lte"].includes(op)) return report(at, `unknown comparison "${op}"`);
    if (isNull(left) || isNull(right)) return report(at, "nothing compares with null: use the condition null");
    const a = checkExpr(scope, left, `${at}.left`, report);
    mustCompare(a, checkExpr(scope, right, `${at}.right`, report), at, report);
    if (a && op !== "eq" && op !== "ne" && !ordered(a.type)) report(at, `${article(a.type)} has no order`);
  },
  in: (scope, { of, values }, at, report) => {
    const info = checkExpr(scope, of, `${at}.of`, report);
    if (values.length === 0) report(`${at}.values`, "at least one value is needed");
    if (values.length > MAX_VALUES) return report(`${at}.values`, `more than ${MAX_VALUES} values`);
    values.forEach((value, index) => {
      checkListed(info, value, `${at}.values.${index}`, report);
    });
  },
  null: (scope, { of }, at, report) => {
    checkExpr(scope, of, `${at}.of`, report);
  },
  text: (scope, { mode, of, text }, at, report) => {
    if (!["contains", "starts", "ends", "equals"].includes(mode)) report(at, `unknown mode "${mode}"`);
    const info = checkExpr(scope, of, `${at}.of`, report);
    if (info && info.type !== "text") report(`${at}.of`, `expected a text, not ${article(info.type)}`);
    const problem = textProblem(text);
    if (problem) report(`${at}.text`, problem);
  },
  exists: (scope, { stage: id, on, where }, at, report) => {
    const stage = scope.stages.get(id);
    if (!stage) return report(`${at}.stage`, `there is no stage "${id}" before this one`);
    checkKeys(scope, stage, on, `${at}.on`, report);
    const inner = existsScope(scope, stage);
    if (where) checkCondition(inner, where, `${at}.where`, report);
  },
};

function checkListed(of: ValueInfo | undefined, value: Extract<Expr, { kind: "value" }>, at: string, report: Report): void {
  if (value.kind !== "value") return report(at, "expected a value");
  const problem = value.value === null ? "null is never in a list: use the condition null" : literalProblem(value.value, value.type);
  if (problem) return report(at, problem);
  mustCompare(of, { type: value.type, nullable: false, decimals: 0 }, at, report);
}

function checkAll(scope: Scope, { of }: Of<"and" | "or">, at: string, report: Report): void {
  if (of.length === 0) report(`${at}.of`, "at least one condition is needed");
  of.forEach((condition, index) => {
    checkCondition(scope, condition, `${at}.of.${index}`, report);
  });
}

/** Reports whatever is wrong in a condition. */
export function checkCondition(scope: Scope, condition: Condition, at: string, report: Report): void {
  if (!Object.hasOwn(checks, condition.kind)) return report(at, `unknown kind of condition "${condition.kind}"`);
  const check = checks[condition.kind] as Check<Condition["kind"]>;
  check(scope, condition, at, report);
}
