import type { Insight } from "../../../shared/answers.ts";
import type { Plan } from "../../../shared/plan.ts";
import { masked, type Sensitivity } from "../answers/mask.ts";
import type { Result } from "../answers/result.ts";
import { PlanError, type PlanRun, type RunPlanOptions } from "../run-plan.ts";
import { comparable, comparison, previousPlan } from "./compare.ts";
import { asSentence, insightsOf } from "./insights.ts";
import { isNothing, lookedFor, probesOf } from "./nothing.ts";

export interface ExplainOptions extends RunPlanOptions {
  readonly plan: Plan;
  readonly interpretation: string;
  /** What "now" is, ISO 8601. */
  readonly asOf: string;
}

export interface Explainer {
  /** What the rows say, and where there are none, where some are. */
  explain(result: Result, options: ExplainOptions): Promise<Insight[]>;
}

export interface ExplainerOptions {
  readonly run: (plan: Plan, options: RunPlanOptions) => Promise<PlanRun>;
  readonly sensitivity: Sensitivity;
  /** A further look failed; the answer does without it. */
  readonly onError: (message: string, error: unknown) => void;
}

export function createExplainer({ run, sensitivity, onError }: ExplainerOptions): Explainer {
  /** A further plan's rows, undefined where they cannot be had: the answer stands without them. */
  async function look(plan: Plan, options: RunPlanOptions): Promise<Result | undefined> {
    try {
      return masked((await run(plan, options)).result, sensitivity);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      if (!(error instanceof PlanError)) onError("a further look at the data for an insight failed", error);
      return undefined;
    }
  }

  async function nothing({ plan, interpretation, asOf: _now, ...options }: ExplainOptions): Promise<Insight[]> {
    for (const probe of probesOf(plan)) {
      const result = await look(probe.plan, options);
      const found = result ? probe.tell(result) : [];
      if (found.length > 0) return [lookedFor(interpretation), ...found];
    }
    return [lookedFor(interpretation)];
  }

  async function compared(result: Result, { plan, interpretation: _words, asOf: _now, ...options }: ExplainOptions): Promise<Insight[]> {
    const measure = comparable(plan, result);
    const before = measure && previousPlan(plan);
    const earlier = before && (await look(before.plan, options));
    return measure && before && earlier ? comparison(result, earlier, measure, before.label) : [];
  }

  return {
    async explain(result, options) {
      if (isNothing(result)) return nothing(options);
      const limited = options.plan.stages.some(({ limit }) => limit !== undefined);
      const found = [...insightsOf(result, { limited, asOf: options.asOf }), ...(await compared(result, options))];
      return found.map(asSentence);
    },
  };
}
