import type { Measure, MeasureFunction, PlanType, WindowFunction, WindowOutput } from "../../../shared/plan.ts";
import { checkCondition } from "./conditions.ts";
import { checkExpr } from "./expressions.ts";
import { article, isNumeric, type Report } from "./report.ts";
import { NUMBER_DECIMALS, type Scope, type ValueInfo } from "./scope.ts";

const integer: ValueInfo = { type: "integer", nullable: false, decimals: 0 };
const fraction: ValueInfo = { type: "number", nullable: true, decimals: NUMBER_DECIMALS };
const same = (of: ValueInfo): ValueInfo => ({ ...of, nullable: true });

interface Rule {
  readonly takes: (type: PlanType) => boolean;
  readonly wanted: string;
  readonly yields: (of: ValueInfo) => ValueInfo;
}

const ordered: Omit<Rule, "yields"> = { takes: (type) => type !== "boolean", wanted: "something with an order" };
const numbers: Omit<Rule, "yields"> = { takes: isNumeric, wanted: "a number" };
const anything: Omit<Rule, "yields"> = { takes: () => true, wanted: "a value" };

const rules: { readonly [F in MeasureFunction]: Rule } = {
  count: { ...anything, yields: () => integer },
  countDistinct: { ...anything, yields: () => integer },
  sum: { ...numbers, yields: same },
  avg: { ...numbers, yields: () => fraction },
  min: { ...ordered, yields: same },
  max: { ...ordered, yields: same },
  percentile: { ...numbers, yields: () => fraction },
};

function checkPercentile({ fn, p }: Measure, at: string, report: Report): void {
  if (fn !== "percentile") {
    if (p !== undefined) report(`${at}.p`, `${fn} has no p`);
  } else if (typeof p !== "number" || !(p >= 0 && p <= 1)) report(`${at}.p`, "percentile needs a p from 0 to 1");
}

function argument(scope: Scope, { fn, of }: Measure, at: string, report: Report): ValueInfo | undefined {
  if (of === undefined) {
    if (fn === "count") return integer;
    report(at, `${fn} needs an "of"`);
    return undefined;
  }
  const info = checkExpr(scope, of, `${at}.of`, report);
  if (!info || rules[fn].takes(info.type)) return info;
  report(`${at}.of`, `${fn} needs ${rules[fn].wanted}, not ${article(info.type)}`);
  return undefined;
}

/** What a measure yields, undefined when that cannot be said. */
export function checkMeasure(scope: Scope, measure: Measure, at: string, report: Report): ValueInfo | undefined {
  if (!Object.hasOwn(rules, measure.fn)) {
    report(at, `unknown measure "${measure.fn}"`);
    return undefined;
  }
  if (measure.where) checkCondition(scope, measure.where, `${at}.where`, report);
  checkPercentile(measure, at, report);
  const info = argument(scope, measure, at, report);
  return info && rules[measure.fn].yields(info);
}

interface WindowRule {
  /** Whether it needs an `of`, and a number at that. */
  readonly of: "none" | "any" | "number";
  readonly ordered: boolean;
  readonly sized: boolean;
  readonly yields: (of: ValueInfo) => ValueInfo;
}

const windowRules: { readonly [F in WindowFunction]: WindowRule } = {
  rowNumber: { of: "none", ordered: true, sized: false, yields: () => integer },
  rank: { of: "none", ordered: true, sized: false, yields: () => integer },
  lag: { of: "any", ordered: true, sized: true, yields: same },
  running: { of: "number", ordered: true, sized: false, yields: same },
  movingAverage: { of: "number", ordered: true, sized: true, yields: () => fraction },
  share: { of: "number", ordered: false, sized: false, yields: () => fraction },
  total: { of: "number", ordered: false, sized: false, yields: same },
};

const MAX_WINDOW_ROWS = 1_000;

function checkFrame({ fn, orderBy, size }: WindowOutput, rule: WindowRule, at: string, report: Report): void {
  const has = (orderBy?.length ?? 0) > 0;
  if (rule.ordered && !has) report(`${at}.orderBy`, `${fn} needs an order`);
  if (!rule.ordered && has) report(`${at}.orderBy`, `${fn} has no order`);
  if (size === undefined) return;
  if (!rule.sized) report(`${at}.size`, `${fn} has no size`);
  else if (!Number.isInteger(size) || size < 1 || size > MAX_WINDOW_ROWS) report(`${at}.size`, `expected 1 to ${MAX_WINDOW_ROWS} rows`);
}

/** What a window yields, undefined when that cannot be said. */
export function checkWindow(scope: Scope, window: WindowOutput, at: string, report: Report): ValueInfo | undefined {
  const { fn, of } = window;
  const rule = Object.hasOwn(windowRules, fn) ? windowRules[fn] : undefined;
  if (!rule) {
    report(at, `unknown window "${fn}"`);
    return undefined;
  }
  checkFrame(window, rule, at, report);
  if (of === undefined || rule.of === "none") {
    if (of !== undefined) report(`${at}.of`, `${fn} has no "of"`);
    if (of === undefined && rule.of !== "none") report(at, `${fn} needs an "of"`);
    return rule.of === "none" ? integer : undefined;
  }
  const info = checkExpr(scope, of, `${at}.of`, report);
  if (info && rule.of === "number" && !isNumeric(info.type)) {
    report(`${at}.of`, `${fn} needs a number, not ${article(info.type)}`);
    return undefined;
  }
  return info && rule.yields(info);
}
