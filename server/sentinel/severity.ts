import type { Severity } from "../../shared/events.ts";
import type { Finding, SentinelReport } from "../../shared/sentinel.ts";

export interface SeverityContext {
  readonly kind: Finding["kind"];
  /** Share of the evidence where a control failed, 0 to 1. */
  readonly control: number;
  /** Whether a finding of another domain has something in common with it. */
  readonly correlated: boolean;
}

const LEVELS = [
  { from: 80, level: "critical" },
  { from: 60, level: "high" },
  { from: 40, level: "medium" },
  { from: 20, level: "low" },
] as const satisfies readonly { from: number; level: Severity }[];

/** Of so many findings the risk of a scan is made. */
const COUNTED = 10;
/** This share of the evidence without a working control makes a finding critical by itself. */
const UNCONTROLLED = 0.5;

/** How severe a score from 0 to 100 is. A large number alone is not critical: a control failed too, or another domain confirms it. */
export function severityOf(score: number, { kind, control, correlated }: SeverityContext): Severity {
  const level = LEVELS.find(({ from }) => score >= from)?.level ?? "info";
  const confirmed = kind === "acute" && (control >= UNCONTROLLED || correlated);
  return level === "critical" && !confirmed ? "high" : level;
}

/**
 * The risk of a whole scan, 0 to 100 with two decimals: the i-th highest score counts with the power 1/i, so that many small findings
 * do not make a crisis. Only acute ones count, since a standing gap is as large on a quiet day and would hide that it was one.
 */
export function riskOf(findings: readonly Pick<Finding, "kind" | "score">[]): Pick<SentinelReport, "riskScore" | "riskLevel"> {
  const acute = findings.filter(({ kind }) => kind === "acute").map(({ score }) => Math.min(100, Math.max(0, score)));
  const highest = acute.sort((a, b) => b - a).slice(0, COUNTED);
  const calm = highest.reduce((product, score, index) => product * (1 - score / 100) ** (1 / (index + 1)), 1);
  const riskScore = Math.round(100 * (1 - calm) * 100) / 100;
  const level = LEVELS.find(({ from }) => riskScore >= from)?.level ?? "low";
  return { riskScore, riskLevel: level };
}
