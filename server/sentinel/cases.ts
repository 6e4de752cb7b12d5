import type { Row } from "../../shared/answers.ts";
import type { Plan } from "../../shared/plan.ts";
import type { Candidate, Traits, UserId } from "./candidate.ts";
import { caseDives } from "./case-dives.ts";
import { instantOf } from "./facts.ts";
import { caseMagnitude } from "./magnitude.ts";
import { DAY_MS } from "./plan-parts.ts";
import type { Dive, Mission, MissionContext, PlanRows, Scope } from "./ports.ts";
import { mean, poissonLimit, sum } from "./statistics.ts";

/**
 * What is the same for all missions that look for accounts which did something out of the ordinary. Its plan gives a row for each
 * case, of today and of the days before: `user_id`, `at`, and where it applies `usd` and `uncontrolled` (1 where a control failed).
 */
export interface CaseSpec {
  readonly id: string;
  readonly domain: string;
  readonly title: string;
  readonly question: string;
  readonly needs: Mission["needs"];
  /** Length of a window, 1 by default. */
  readonly windowDays?: number;
  /** `from` (epoch ms) is how far back cases are of use. The last stage must have an order. */
  plan(scope: Scope, from: number): Plan;
  /** What the plan language cannot say of a row. */
  accept?(row: Row): boolean;
  titleOf(cases: CaseFacts): string;
  readonly traits?: (rows: readonly Row[]) => Partial<Traits>;
  readonly recommendation: string;
  readonly dives?: (candidate: Candidate, scope: Scope) => readonly Dive[];
}

export interface CaseFacts {
  readonly users: number;
  readonly cases: number;
  readonly usd: number;
  readonly rows: readonly Row[];
}

const MOST_CASES = 10_000;
const MOST_SHOWN = 50;

interface Case {
  readonly row: Row;
  readonly user: UserId;
  readonly at: number;
  readonly usd: number;
  readonly back: number;
}

function casesOf(rows: readonly Row[], asOf: number, windowMs: number): Case[] {
  return rows.flatMap((row) => {
    const { user_id: user } = row;
    if (typeof user !== "number" && typeof user !== "string") return [];
    const at = instantOf(row.at);
    return [{ row, user, at, usd: Number(row.usd ?? 0), back: Math.floor((asOf - at) / windowMs) }];
  });
}

function usersOf(cases: readonly Case[]): UserId[] {
  const users = [...new Set(cases.map(({ user }) => user))];
  return users.sort((a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1));
}

function candidateOf(spec: CaseSpec, now: readonly Case[], expected: number, windows: number, shown: PlanRows, asOf: number): Candidate {
  const users = usersOf(now);
  const usd = sum(now.map((each) => each.usd));
  const windowMs = (spec.windowDays ?? 1) * DAY_MS;
  const rows = [...now].sort((a, b) => b.at - a.at || (String(a.user) < String(b.user) ? -1 : 1)).map(({ row }) => row);
  const span = spec.windowDays ? `${spec.windowDays} days` : "day";
  return {
    group: "all",
    kind: "acute",
    title: spec.titleOf({ users: users.length, cases: now.length, usd, rows }),
    baseline: `${Math.round(expected * 10) / 10} customers in ${spec.windowDays ? span : "a day"} would be usual, by the ${windows} before; chance explains up to ${poissonLimit(expected)}`,
    magnitude: caseMagnitude(users.length, expected, usd),
    userIds: users,
    breadth: users.length,
    ...(usd > 0 && { amountUsd: usd }),
    excessUsd: usd,
    window: { from: asOf - windowMs, to: asOf },
    newestAt: Math.max(...now.map(({ at }) => at)),
    control: mean(now.map(({ row }) => Number(row.uncontrolled ?? 0))),
    evidence: { sql: shown.sql, columns: shown.columns, rows: rows.slice(0, MOST_SHOWN), rowCount: rows.length },
    focus: "accounts",
    traits: { networks: [], methods: [], countries: [], ...spec.traits?.(rows) },
    recommendation: spec.recommendation,
  };
}

async function look(spec: CaseSpec, { scope, run }: MissionContext): Promise<Candidate[]> {
  const windowDays = spec.windowDays ?? 1;
  const windows = Math.floor(scope.historyDays / windowDays);
  const windowMs = windowDays * DAY_MS;
  const shown = await run(spec.plan(scope, scope.asOf - (windows + 1) * windowMs), MOST_CASES);
  const cases = casesOf(shown.rows, scope.asOf, windowMs).filter(({ row }) => spec.accept?.(row) ?? true);
  const now = cases.filter(({ back }) => back === 0);
  if (now.length === 0) return [];
  const counts = Array.from({ length: windows }, (_, index) => usersOf(cases.filter(({ back }) => back === index + 1)).length);
  const candidate = candidateOf(spec, now, mean(counts), windows, shown, scope.asOf);
  return candidate.magnitude > 0 ? [candidate] : [];
}

/** A mission that counts the accounts which did something against how many chance explains. */
export function caseMission(spec: CaseSpec): Mission {
  const { id, domain, title, question, needs, dives = caseDives, windowDays: needsDays = 1 } = spec;
  return { id, domain, title, question, needs, needsDays, look: (context) => look(spec, context), dives };
}
