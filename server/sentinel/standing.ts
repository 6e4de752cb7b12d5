import type { Condition, Expr } from "../../shared/plan.ts";
import type { Candidate } from "./candidate.ts";
import { type Facts, factsOf } from "./facts.ts";
import { standingMagnitude } from "./magnitude.ts";
import { all, compare, count, instant } from "./plan-parts.ts";
import type { Mission, MissionContext } from "./ports.ts";

/** A control that is missing every day alike: which share of the rows it should hold for, and how much of that is tolerated. */
export interface StandingSpec {
  readonly id: string;
  readonly domain: string;
  readonly title: string;
  readonly question: string;
  readonly needs: Mission["needs"];
  readonly entity: string;
  readonly timeColumn?: string;
  readonly userColumn?: string;
  /** Rows that the share is of. */
  readonly among?: Condition;
  /** Rows where the control is missing. */
  readonly gap: Condition;
  /** Days that are looked at; all without it. */
  readonly days?: number;
  readonly tolerated: number;
  readonly amount?: Expr;
  readonly show: readonly string[];
  titleOf(facts: { readonly n: number; readonly share: number; readonly users: number; readonly usd: number }): string;
  readonly recommendation: string;
}

function since(spec: StandingSpec, asOf: number): Condition {
  const time = spec.timeColumn ?? "created_at";
  const until = compare({ kind: "field", path: [time] }, "lte", instant(asOf));
  return spec.days === undefined
    ? until
    : all(until, compare({ kind: "field", path: [time] }, "gt", instant(asOf - spec.days * 86_400_000)));
}

function candidateOf(spec: StandingSpec, facts: Facts, share: number, asOf: number): Candidate {
  return {
    group: "all",
    kind: "standing",
    title: spec.titleOf({ n: facts.rowCount, share, users: facts.userCount, usd: facts.usd }),
    baseline: `${Math.round(spec.tolerated * 1_000) / 10} % are tolerated`,
    magnitude: standingMagnitude(share, spec.tolerated),
    userIds: facts.users,
    breadth: facts.userCount,
    ...(spec.amount && { amountUsd: facts.usd }),
    excessUsd: facts.usd,
    window: { from: spec.days === undefined ? facts.oldestAt : asOf - spec.days * 86_400_000, to: asOf },
    newestAt: facts.newestAt,
    control: 1,
    evidence: facts.evidence,
    focus: "kind",
    traits: { networks: [], methods: [], countries: [] },
    recommendation: spec.recommendation,
  };
}

async function look(spec: StandingSpec, context: MissionContext): Promise<Candidate[]> {
  const { scope, run } = context;
  const { entity, among, gap, amount, show } = spec;
  const rows = all(since(spec, scope.asOf), among);
  const counted = await run({
    stages: [{ id: "gap", from: { entity }, where: rows, groupBy: [], measures: [count("n", gap), count("total")] }],
  });
  const [{ n = 0, total = 0 } = {}] = counted.rows;
  if (Number(n) === 0) return [];
  const ground = {
    entity,
    timeColumn: spec.timeColumn ?? "created_at",
    userColumn: spec.userColumn ?? "user_id",
    where: all(rows, gap),
    amount,
    show,
  };
  return [candidateOf(spec, await factsOf(context, ground), Number(n) / Number(total), scope.asOf)];
}

/** A mission that measures a gap in a control which was there yesterday too. */
export function standingMission(spec: StandingSpec): Mission {
  const { id, domain, title, question, needs } = spec;
  return { id, domain, title, question, needs, look: (context) => look(spec, context) };
}
