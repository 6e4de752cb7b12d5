import type { Catalog } from "../../shared/catalog.ts";
import type { Correlation, Mission as MissionReport, Narrative } from "../../shared/sentinel.ts";
import type { LanguageModel } from "../llm/ports.ts";
import { correlate } from "./correlate.ts";
import { lookInto } from "./deep-dive.ts";
import { runMission } from "./find.ts";
import { generateMissions, type PlannedMission } from "./generate.ts";
import { inOrder } from "./in-order.ts";
import { inParallel } from "./in-parallel.ts";
import { mergeFindings } from "./merge-findings.ts";
import { narrate } from "./narrative.ts";
import type { Mission, RunPlan, ScanRequest, Scope } from "./ports.ts";
import { isProposed, proposeMissions } from "./proposals.ts";
import { rephrase } from "./rephrase.ts";
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
  /** As it is shown. */
  readonly narrative: Narrative | undefined;
  /** As it is without a model. */
  readonly template: Narrative | undefined;
}

export interface ScanTurn {
  readonly request: ScanRequest;
  readonly run: RunPlan;
}

export interface ScanNodeOptions {
  readonly missions: readonly Mission[];
  readonly catalog: Catalog;
  readonly elapsed: () => number;
  readonly onError: (what: string, error: unknown) => void;
  /** Thinks of further missions and words the narrative. */
  readonly model?: LanguageModel | undefined;
}

export type ScanNode = (turn: ScanTurn, found: ScanFound) => Promise<Partial<ScanFound>>;

/** The steps of a scan, in their order. */
export interface ScanNodes {
  readonly look: ScanNode;
  readonly dive: ScanNode;
  readonly correlate: ScanNode;
  readonly propose: ScanNode;
  readonly narrate: ScanNode;
}

async function carryOut(
  planned: readonly PlannedMission[],
  { request, run }: ScanTurn,
  scope: Scope,
  { elapsed, onError }: ScanNodeOptions,
): Promise<Required<Pick<ScanFound, "missions" | "findings">>> {
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
  return { missions: results.map(({ report }) => report), findings: results.flatMap(({ found }) => found) };
}

function lookNode(options: ScanNodeOptions): ScanNode {
  const { missions, catalog } = options;
  return async (turn) => {
    const scope = await scopeOf(turn.run, catalog, turn.request.asOf);
    return { scope, ...(await carryOut(generateMissions(missions, turn.request.domains, catalog, scope), turn, scope, options)) };
  };
}

/** What a scan has found without a model's help. */
export function knownMissionsOnly<F extends Pick<ScanFound, "missions" | "findings">>(found: F): F {
  return {
    ...found,
    missions: found.missions.filter(({ id }) => !isProposed(id)),
    findings: found.findings.filter(({ finding }) => !isProposed(finding.id)),
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

/** What a model thinks of comes last and apart, so that the rest of the report is the same with and without one. */
function proposeNode(options: ScanNodeOptions): ScanNode {
  const { model, catalog, missions, onError } = options;
  return async (turn, found) => {
    if (!model || !found.scope) return {};
    const { domains, signal } = turn.request;
    const proposed = await proposeMissions({ model, catalog, missions, signal }).catch((error: unknown) => {
      onError("proposed", error);
      return [];
    });
    const more = await carryOut(generateMissions(proposed, domains, catalog, found.scope), turn, found.scope, options);
    return { missions: [...found.missions, ...more.missions], findings: inOrder([...found.findings, ...more.findings]) };
  };
}

/** The template always; a configured model's words for it are shown where they say nothing else. */
function narrateNode({ model, onError }: ScanNodeOptions): ScanNode {
  return async ({ request }, found) => {
    const { findings: scored, correlations, missions } = knownMissionsOnly(found);
    const findings = scored.map(({ finding }) => finding);
    const template = narrate({ asOf: request.asOf, findings, correlations, missions });
    const said = model && (await rephrase(model, template, request.signal).catch((error: unknown) => void onError("narrative", error)));
    request.signal.throwIfAborted();
    request.emit("narrative", said ?? template);
    return { template, narrative: said ?? template };
  };
}

export function scanNodes(options: ScanNodeOptions): ScanNodes {
  return {
    look: lookNode(options),
    dive: diveNode(options),
    correlate: correlateNode(),
    propose: proposeNode(options),
    narrate: narrateNode(options),
  };
}
