import type { Expr, PlanType } from "../../../shared/plan.ts";
import { literalProblem } from "./literals.ts";
import { article, comparable, isNumeric, isTemporal, type Report } from "./report.ts";
import { fieldInfo, MONEY_DECIMALS, NUMBER_DECIMALS, type Scope, stageColumn, type ValueInfo } from "./scope.ts";

type Of<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;
type Check<K extends Expr["kind"]> = (scope: Scope, expr: Of<K>, at: string, report: Report) => ValueInfo | undefined;

const plain = (type: PlanType, nullable = false): ValueInfo => ({ type, nullable, decimals: 0 });

/** `info`, or the reason reported. */
function given(info: ValueInfo | string | undefined, at: string, report: Report): ValueInfo | undefined {
  if (typeof info !== "string") return info;
  report(at, info);
  return undefined;
}

function expectType(
  scope: Scope,
  expr: Expr,
  at: string,
  report: Report,
  fits: (type: PlanType) => boolean,
  wanted: string,
): ValueInfo | undefined {
  const info = checkExpr(scope, expr, at, report);
  if (info && !fits(info.type)) return given(`expected ${wanted}, not ${article(info.type)}`, at, report);
  return info;
}

const numeric = (scope: Scope, expr: Expr, at: string, report: Report) => expectType(scope, expr, at, report, isNumeric, "a number");
const temporal = (scope: Scope, expr: Expr, at: string, report: Report) =>
  expectType(scope, expr, at, report, isTemporal, "a timestamp or a date");
const timestamp = (scope: Scope, expr: Expr, at: string, report: Report) =>
  expectType(scope, expr, at, report, (type) => type === "timestamp", "a timestamp");
const text = (scope: Scope, expr: Expr, at: string, report: Report) =>
  expectType(scope, expr, at, report, (type) => type === "text", "a text");

/** One type for all of several values, or the reason why there is none. */
function united(infos: readonly (ValueInfo | undefined)[], at: string, report: Report): ValueInfo | undefined {
  const known = infos.filter((info) => info !== undefined);
  const [first] = known;
  if (!first || known.length < infos.length) return undefined;
  const odd = known.find(({ type }) => !comparable(type, first.type));
  if (odd) return given(`${article(first.type)} and ${article(odd.type)} in one column`, at, report);
  const type = known.some((info) => info.type === "number") ? "number" : first.type;
  return { type, nullable: known.some(({ nullable }) => nullable), decimals: Math.max(...known.map(({ decimals }) => decimals)) };
}

const decimalsOf = (value: unknown) => (typeof value === "number" && !/e-|\.\d{9}/.test(String(value)) ? MONEY_DECIMALS : NUMBER_DECIMALS);

function arithmeticInfo(op: string, left: ValueInfo, right: ValueInfo): ValueInfo {
  const nullable = left.nullable || right.nullable || op === "/";
  if (op === "/") return { type: "number", nullable, decimals: NUMBER_DECIMALS };
  if (left.type === "integer" && right.type === "integer") return plain("integer", nullable);
  const product = op === "*" && left.type === "number" && right.type === "number";
  return { type: "number", nullable, decimals: product ? NUMBER_DECIMALS : Math.max(left.decimals, right.decimals) };
}

const bucketUnits = ["hour", "day", "week", "month", "quarter", "year"];
const spanUnits = ["seconds", "minutes", "hours", "days"];
/** A thousand years. */
const MAX_SHIFT_SECONDS = 31_557_600_000;
const MAX_SPAN_SECONDS = 31_536_000;
const secondsIn: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

function shiftProblem({ by, unit }: Of<"shift">): string | undefined {
  if (!spanUnits.includes(unit)) return `unknown unit "${unit}"`;
  if (!Number.isInteger(by)) return "expected a whole number of units";
  return Math.abs(by) * (secondsIn[unit] ?? 1) > MAX_SHIFT_SECONDS ? "moved by more than a thousand years" : undefined;
}

const checks: { readonly [K in Expr["kind"]]: Check<K> } = {
  field: (scope, { path }, at, report) => given(fieldInfo(scope, path), at, report),
  joined: (scope, { join, column }, at, report) => {
    const joined = scope.joins.get(join);
    if (!joined) return given(`unknown join "${join}"; here are ${[...scope.joins.keys()].join(", ") || "none"}`, at, report);
    const info = given(stageColumn(joined.stage, column), at, report);
    return info && joined.optional ? { ...info, nullable: true } : info;
  },
  output: (scope, { name }, at, report) => {
    if (!scope.outputs) return given("outputs may be used in derived, having and windows only", at, report);
    const names = [...scope.outputs.keys()].join(", ") || "none";
    return given(scope.outputs.get(name) ?? `unknown output "${name}"; before this are ${names}`, at, report);
  },
  outer: (scope, { path }, at, report) => {
    if (!scope.outer) return given("there is no row outside", at, report);
    if (scope.outer.source) return given(fieldInfo(scope.outer, path), at, report);
    const name = path.length === 1 ? path[0] : undefined;
    return given(scope.outer.outputs?.get(name ?? "") ?? `unknown output "${path.join(".")}" of the row outside`, at, report);
  },
  value: (_scope, { value, type }, at, report) => {
    const problem = literalProblem(value, type);
    if (problem) return given(problem, at, report);
    const decimals = type === "number" ? decimalsOf(value) : type === "timestamp" ? 3 : 0;
    return { type, nullable: value === null, decimals };
  },
  scalar: (scope, { stage: id, column }, at, report) => {
    const stage = scope.stages.get(id);
    if (!stage) return given(`there is no stage "${id}" before this one`, at, report);
    if (!stage.oneRow) return given(`stage "${id}" may have several rows: measure it without groupBy, or limit it to 1`, at, report);
    const info = given(stageColumn(stage, column), at, report);
    return info && { ...info, nullable: true };
  },
  arithmetic: (scope, expr, at, report) => {
    if (!["+", "-", "*", "/"].includes(expr.op)) return given(`unknown operator "${expr.op}"`, at, report);
    const left = numeric(scope, expr.left, `${at}.left`, report);
    const right = numeric(scope, expr.right, `${at}.right`, report);
    return left && right && arithmeticInfo(expr.op, left, right);
  },
  case: (scope, expr, at, report) => {
    if (expr.when.length === 0) return given("a case without when", at, report);
    const infos = expr.when.map((branch, index) => {
      scope.checkCondition(scope, branch.if, `${at}.when.${index}.if`, report);
      return checkExpr(scope, branch.then, `${at}.when.${index}.then`, report);
    });
    return united([...infos, checkExpr(scope, expr.else, `${at}.else`, report)], at, report);
  },
  bucket: (scope, { unit, of }, at, report) => {
    if (!bucketUnits.includes(unit)) return given(`unknown period "${unit}"`, at, report);
    const info = (unit === "hour" ? timestamp : temporal)(scope, of, `${at}.of`, report);
    return info && plain(unit === "hour" ? "timestamp" : "date", info.nullable);
  },
  part: (scope, { part, of }, at, report) => {
    if (!["hourOfDay", "weekday", "dayOfMonth"].includes(part)) return given(`unknown part "${part}"`, at, report);
    const info = (part === "hourOfDay" ? timestamp : temporal)(scope, of, `${at}.of`, report);
    return info && plain("integer", info.nullable);
  },
  elapsed: (scope, { unit, start, end }, at, report) => {
    if (!spanUnits.includes(unit)) return given(`unknown unit "${unit}"`, at, report);
    const from = temporal(scope, start, `${at}.start`, report);
    const to = temporal(scope, end, `${at}.end`, report);
    const decimals = unit === "seconds" ? MONEY_DECIMALS : NUMBER_DECIMALS;
    return from && to && { type: "number", nullable: from.nullable || to.nullable, decimals };
  },
  wholeSpans: (scope, { seconds, start, end }, at, report) => {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_SPAN_SECONDS)
      return given("a span is a whole number of seconds, up to a year", at, report);
    const from = timestamp(scope, start, `${at}.start`, report);
    const to = timestamp(scope, end, `${at}.end`, report);
    return from && to && plain("integer", from.nullable || to.nullable);
  },
  shift: (scope, expr, at, report) => {
    const problem = shiftProblem(expr);
    return problem ? given(problem, at, report) : timestamp(scope, expr.of, `${at}.of`, report);
  },
  network: (scope, { of }, at, report) => text(scope, of, `${at}.of`, report),
  absolute: (scope, { of }, at, report) => numeric(scope, of, `${at}.of`, report),
  coalesce: (scope, { of }, at, report) => {
    if (of.length === 0) return given("a coalesce of nothing", at, report);
    const infos = of.map((expr, index) => checkExpr(scope, expr, `${at}.of.${index}`, report));
    const info = united(infos, at, report);
    return info && { ...info, nullable: infos.every((part) => part?.nullable) };
  },
};

/** What an expression yields; undefined when it is wrong, which is then reported at the innermost place. */
export function checkExpr(scope: Scope, expr: Expr, at: string, report: Report): ValueInfo | undefined {
  if (!Object.hasOwn(checks, expr.kind)) return given(`unknown kind of expression "${expr.kind}"`, at, report);
  const check = checks[expr.kind] as Check<Expr["kind"]>;
  return check(scope, expr, at, report);
}
