import type { Catalog } from "../../shared/catalog.ts";
import type { Plan } from "../../shared/plan.ts";
import { toIso } from "../../shared/time.ts";
import type { LanguageModel } from "../llm/ports.ts";
import type { PlanRunner } from "../query/run-plan.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { MISSIONS } from "./missions.ts";
import type { Mission, RunPlan, ScanRequest, ScanRunner } from "./ports.ts";
import { isProposed } from "./proposals.ts";
import { knownMissionsOnly, type ScanFound, type ScanTurn, scanNodes } from "./scan-nodes.ts";
import { riskOf } from "./severity.ts";
import { inTurn } from "./statements.ts";

export interface ScanRunnerOptions {
  readonly runner: Pick<PlanRunner, "run">;
  readonly catalog: Catalog;
  /** Epoch ms of the newest data. */
  readonly asOf: () => Promise<number>;
  readonly onError: (message: string, error: unknown) => void;
  readonly missions?: readonly Mission[];
  /** Thinks of further missions and words the narrative. */
  readonly model?: LanguageModel | undefined;
}

/** One plan of a mission, however long the scan takes. */
const PLAN_MS = 30_000;
/** Statements of a scan at once. */
const STATEMENTS = 2;

function runPlan(runner: ScanRunnerOptions["runner"], signal: AbortSignal): RunPlan {
  return async (plan: Plan, maxRows) => {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(PLAN_MS)]);
    const { result, compiled } = await runner.run(plan, { signal: limited, ...(maxRows !== undefined && { maxRows }) });
    return { sql: compiled.displaySql, columns: result.columns.map(({ name }) => name), rows: result.rows, truncated: result.truncated };
  };
}

type Body = Awaited<ReturnType<ScanRunner["run"]>>;

const NO_NARRATIVE = { headline: "", paragraphs: [], citations: [] };

/** Who had a part in it: the model where its words or its missions are in the report. */
function plannerOf({ narrative, template, missions }: ScanFound, model: LanguageModel | undefined): Body["planner"] {
  return model && (narrative !== template || missions.some(({ id }) => isProposed(id))) ? model.provider : "rules";
}

function reportOf({ id, trigger, asOf, startedAt, domains }: ScanRequest, found: ScanFound, model: LanguageModel | undefined): Body {
  const findings = found.findings.map(({ finding }) => finding);
  const known = knownMissionsOnly(found);
  const knownFindings = known.findings.map(({ finding }) => finding);
  const { narrative = NO_NARRATIVE, template = NO_NARRATIVE } = found;
  const body = {
    id,
    trigger,
    asOf: toIso(asOf),
    startedAt: toIso(startedAt),
    domains: [...domains],
    ...riskOf(knownFindings),
    planner: plannerOf(found, model),
    missions: [...found.missions],
    findings,
    correlations: [...found.correlations],
    narrative,
  };
  return { ...body, fingerprint: fingerprintOf({ ...body, missions: [...known.missions], findings: knownFindings, narrative: template }) };
}

/** What carries a scan out: its graph is made when the first scan needs it. */
export function createScanRunner({ runner, catalog, asOf, onError, missions = MISSIONS, model }: ScanRunnerOptions): ScanRunner {
  const nodes = scanNodes({
    missions,
    catalog,
    model,
    elapsed: () => performance.now(),
    onError: (what, error) => onError(`a part of a scan failed: ${what}`, error),
  });
  let graph: Promise<(turn: ScanTurn) => Promise<ScanFound>> | undefined;
  return {
    domains: [...new Set(missions.map(({ domain }) => domain))],
    currentAsOf: asOf,
    async run(request) {
      const { domains, asOf: at, id, emit } = request;
      const count = missions.filter(({ domain }) => domains.includes(domain)).length;
      emit("scan.started", { scanId: id, asOf: toIso(at), domains: [...domains], missions: count });
      graph ??= import("./graph.ts").then(({ createScanGraph }) => createScanGraph(nodes));
      const invoke = await graph;
      return reportOf(request, await invoke({ request, run: inTurn(runPlan(runner, request.signal), STATEMENTS) }), model);
    },
  };
}
