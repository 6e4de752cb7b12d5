import type { Catalog } from "../../shared/catalog.ts";
import type { Correlation, Mission as MissionReport, Narrative } from "../../shared/sentinel.ts";
import { correlate } from "./correlate.ts";
import { lookInto } from "./deep-dive.ts";
import { runMission } from "./find.ts";
import { generateMissions } from "./generate.ts";
import { inOrder } from "./in-order.ts";
import { inParallel } from "./in-parallel.ts";
import { mergeFindings } from "./merge-findings.ts";
import { narrate } from "./narrative.ts";
import type { Mission, RunPlan, ScanRequest, Scope } from "./ports.ts";
import { scopeOf } from "./scope.ts";
import type { ScoredFinding } from "./scored-finding.ts";
import { severityOf } from "./severity.ts";

/** Missions at once: more would only queue for the same processes. */
const AT_ONCE = 4;

/** What a scan knows so far. */
export interface ScanFound {
  readonly scope: Scope | undefined;
  readonly missions: readonly MissionReport[];
  readonly findings: readonly ScoredFinding[];
  readonly correlations: readonly Correlation[];
  readonly narrative: Narrative | undefined;
}

export interface ScanTurn {
  readonly request: ScanRequest;
  readonly run: RunPlan;
}

export interface ScanNodeOptions {
  readonly missions: readonly Mission[];
  readonly catalog: Catalog;
  readonly elapsed: () => number;
  readonly onError: (missionId: string, error: unknown) => void;
}

export type ScanNode = (turn: ScanTurn, found: ScanFound) => Promise<Partial<ScanFound>>;

/** The steps of a scan, in their order. */
export interface ScanNodes {
  readonly look: ScanNode;
  readonly dive: ScanNode;
  readonly correlate: ScanNode;
  readonly narrate: ScanNode;
}

function lookNode({ missions, catalog, elapsed, onError }: ScanNodeOptions): ScanNode {
  return async ({ request, run }) => {
    const scope = await scopeOf(run, catalog, request.asOf);
    const planned = generateMissions(missions, request.domains, catalog, scope);
    const results = await inParallel(planned, AT_ONCE, async ({ mission, missing }) => {
      request.signal.throwIfAborted();
      const { id, domain, title, question } = mission;
      request.emit("mission.started", { id, domain, title, question });
      const result = await runMission({ mission, scope, run, elapsed, missing, onError });
      request.signal.throwIfAborted();
      request.emit("mission.finished", result.report);
      for (const { finding } of result.found) request.emit("finding", finding);
      return result;
    });
    return { scope, missions: results.map(({ report }) => report), findings: results.flatMap(({ found }) => found) };
  };
}

function diveNode({ missions, onError }: ScanNodeOptions): ScanNode {
  return async ({ request, run }, { findings, scope }) => {
    if (!scope) return {};
    const deepened = await inParallel(findings, AT_ONCE, async (found) => {
      request.signal.throwIfAborted();
      const mission = missions.find(({ id }) => id === found.finding.missionIds[0]);
      if (!mission) return found;
      const again = await lookInto(mission, found, { scope, run, emit: request.emit, onError });
      if (again !== found) request.emit("finding", again.finding);
      return again;
    });
    return { findings: deepened };
  };
}

/** A finding that another domain's finding bears out may be critical. */
function withSeverity(found: ScoredFinding, correlations: readonly Correlation[]): ScoredFinding {
  const { finding, candidate } = found;
  const correlated = correlations.some(({ findingIds }) => findingIds.includes(finding.id));
  return {
    candidate,
    finding: { ...finding, severity: severityOf(finding.score, { kind: finding.kind, control: candidate.control, correlated }) },
  };
}

function correlateNode(): ScanNode {
  return async ({ request }, { findings }) => {
    const merged = mergeFindings(findings);
    const correlations = correlate(merged);
    for (const correlation of correlations) request.emit("correlation", correlation);
    return { findings: inOrder(merged.map((found) => withSeverity(found, correlations))), correlations };
  };
}

function narrateNode(): ScanNode {
  return async ({ request }, { findings, correlations, missions }) => {
    const narrative = narrate({ asOf: request.asOf, findings: findings.map(({ finding }) => finding), correlations, missions });
    request.emit("narrative", narrative);
    return { narrative };
  };
}

export function scanNodes(options: ScanNodeOptions): ScanNodes {
  return { look: lookNode(options), dive: diveNode(options), correlate: correlateNode(), narrate: narrateNode() };
}
