import type { Mission as MissionReport } from "../../shared/sentinel.ts";
import type { Candidate } from "./candidate.ts";
import type { Mission, RunPlan, Scope } from "./ports.ts";
import { scoreOf } from "./score.ts";
import type { ScoredFinding } from "./scored-finding.ts";
import { severityOf } from "./severity.ts";

/** A finding made of what a mission has found. */
export function scored(mission: Mission, candidate: Candidate, asOf: number): ScoredFinding {
  const { score, factors } = scoreOf(candidate, asOf);
  const { kind, title, baseline, userIds, breadth, targetedCount, amountUsd, window, evidence, recommendation, control } = candidate;
  const finding = {
    id: [mission.id, candidate.group, ...(candidate.occasion === undefined ? [] : [candidate.occasion])].join(":"),
    missionIds: [mission.id],
    domain: mission.domain,
    kind,
    title: `${title} (${baseline})`,
    severity: severityOf(score, { kind, control, correlated: false }),
    score,
    factors,
    affected: {
      userIds: [...userIds],
      ...(targetedCount !== undefined && { targetedCount }),
      userCount: Math.max(userIds.length, breadth),
      ...(amountUsd !== undefined && { amountUsd: Math.round(amountUsd * 100) / 100 }),
      window: { start: new Date(window.from).toISOString(), end: new Date(window.to).toISOString() },
    },
    evidence: { sql: evidence.sql, columns: [...evidence.columns], rows: [...evidence.rows], rowCount: evidence.rowCount },
    deepDives: [],
    recommendation,
  };
  return { finding, candidate };
}

export interface MissionResult {
  readonly report: MissionReport;
  readonly found: readonly ScoredFinding[];
}

/** What of the SQL and rows of a mission the report shows: its first plan's. */
function watched(run: RunPlan): { run: RunPlan; shown: { sql: string | null; rowCount: number } } {
  const shown: { sql: string | null; rowCount: number } = { sql: null, rowCount: 0 };
  return {
    shown,
    run: async (plan, maxRows) => {
      const first = shown.sql === null;
      if (first) shown.sql = "";
      const rows = await run(plan, maxRows);
      if (first) {
        shown.sql = rows.sql;
        shown.rowCount = rows.rows.length;
      }
      return rows;
    },
  };
}

export interface MissionRun {
  readonly mission: Mission;
  readonly scope: Scope;
  readonly run: RunPlan;
  /** Milliseconds of a clock that only goes forwards. */
  readonly elapsed: () => number;
  /** What the mission lacks on this schema. */
  readonly missing: string | undefined;
  readonly onError: (missionId: string, error: unknown) => void;
}

/** Carries one mission out. It does not reject: one that fails is reported, and the scan goes on. */
export async function runMission({ mission, scope, run, elapsed, missing, onError }: MissionRun): Promise<MissionResult> {
  const { id, domain, title, question } = mission;
  const said = { id, domain, title, question };
  if (missing !== undefined) {
    const report = { ...said, title: `${title}: ${missing}`, sql: null, status: "skipped" as const, rowCount: 0, durationMs: 0, score: 0 };
    return { report, found: [] };
  }
  const since = elapsed();
  const spy = watched(run);
  const report = (status: "completed" | "failed", score: number): MissionReport => ({
    ...said,
    sql: spy.shown.sql || null,
    status,
    rowCount: spy.shown.rowCount,
    durationMs: Math.round((elapsed() - since) * 10) / 10,
    score,
  });
  try {
    const candidates = await mission.look({ scope, run: spy.run });
    const found = candidates.map((candidate) => scored(mission, candidate, scope.asOf));
    return { report: report("completed", Math.max(0, ...found.map(({ finding }) => finding.score))), found };
  } catch (error) {
    onError(id, error);
    return { report: report("failed", 0), found: [] };
  }
}
