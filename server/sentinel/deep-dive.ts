import type { Candidate, UserId } from "./candidate.ts";
import { scored } from "./find.ts";
import type { Dive, DiveFacts, EmitScanEvent, Mission, RunPlan, Scope } from "./ports.ts";
import type { ScoredFinding } from "./scored-finding.ts";

/** From this score on a finding is looked into. */
export const DIVE_FROM = 60;
const MOST_SHOWN = 50;

function ordered(ids: Iterable<UserId>): UserId[] {
  return [...new Set(ids)].sort((a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1));
}

/** What is known with what the questions have added. */
function enriched(candidate: Candidate, facts: readonly DiveFacts[]): Candidate {
  const userIds = ordered([...candidate.userIds, ...facts.flatMap(({ userIds: more = [] }) => more)]);
  const cents = facts.reduce((total, { excessUsd = 0 }) => total + Math.round(excessUsd * 100), 0);
  const amount = Math.round((candidate.amountUsd ?? 0) * 100) + cents;
  return {
    ...candidate,
    userIds,
    breadth: Math.max(candidate.breadth, userIds.length),
    ...(amount > 0 && { amountUsd: amount / 100 }),
    excessUsd: candidate.excessUsd + cents / 100,
    newestAt: Math.max(candidate.newestAt, ...facts.map(({ newestAt = 0 }) => newestAt)),
  };
}

export interface DiveContext {
  readonly scope: Scope;
  readonly run: RunPlan;
  readonly emit: EmitScanEvent;
  readonly onError: (missionId: string, error: unknown) => void;
}

async function asked(
  dive: Dive,
  findingId: string,
  { run, emit }: DiveContext,
): Promise<[DiveFacts, ScoredFinding["finding"]["deepDives"][number]]> {
  emit("deepdive.started", { findingId, question: dive.question });
  const { sql, rows } = await run(dive.plan);
  const facts = dive.read(rows);
  const deepDive = { question: dive.question, sql, summary: facts.summary, rows: rows.slice(0, MOST_SHOWN) };
  emit("deepdive.finished", { findingId, deepDive });
  return [facts, deepDive];
}

/** Asks what follows from a finding that scores enough, and scores it again; a question that fails is left out. */
export async function lookInto(mission: Mission, found: ScoredFinding, context: DiveContext): Promise<ScoredFinding> {
  const dives = mission.dives?.(found.candidate, context.scope) ?? [];
  if (found.finding.score < DIVE_FROM || dives.length === 0) return found;
  const answers: Awaited<ReturnType<typeof asked>>[] = [];
  for (const dive of dives) {
    try {
      answers.push(await asked(dive, found.finding.id, context));
    } catch (error) {
      context.onError(mission.id, error);
    }
  }
  const again = scored(
    mission,
    enriched(
      found.candidate,
      answers.map(([facts]) => facts),
    ),
    context.scope.asOf,
  );
  return { ...again, finding: { ...again.finding, deepDives: answers.map(([, deepDive]) => deepDive) } };
}
