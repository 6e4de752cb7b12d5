import type { Catalog } from "../../shared/catalog.ts";
import { type Sensitivity, sensitivityOf } from "./answers/mask.ts";
import { createExplainer } from "./insights/explain.ts";
import type { ModelPlanner } from "./model/model-planner.ts";
import { checkNode } from "./nodes/check.ts";
import { modelNode } from "./nodes/model.ts";
import { planNode } from "./nodes/plan.ts";
import { explainNode, visualizeNode } from "./nodes/present.ts";
import { compileNode, executeNode, guardNode } from "./nodes/run.ts";
import type { Planner } from "./ports.ts";
import type { Pipeline } from "./query-engine.ts";
import type { PlanRunner } from "./run-plan.ts";

export interface PipelineOptions {
  readonly catalog: Catalog;
  readonly rules: Planner;
  readonly model: ModelPlanner | undefined;
  readonly runner: PlanRunner;
  readonly onError: (message: string, error: unknown) => void;
}

async function build({ catalog, rules, model, runner, onError }: PipelineOptions): Promise<Pipeline> {
  const { createGraph } = await import("./graph.ts");
  const sensitivity: Sensitivity = sensitivityOf(catalog);
  const explainer = createExplainer({ run: (plan, options) => runner.run(plan, options), sensitivity, onError });
  return createGraph({
    plan: planNode(rules, model !== undefined),
    model: model && modelNode(model),
    check: checkNode({ runner, hasModel: model !== undefined }),
    compile: compileNode(runner),
    guard: guardNode(runner, (error) => onError("the SQL of a plan was refused", error)),
    execute: executeNode(runner, sensitivity),
    visualize: visualizeNode(),
    explain: explainNode(explainer),
  });
}

/** The steps of a question as a graph, which is made when it is first needed, once. */
export function createPipeline(options: PipelineOptions): () => Promise<Pipeline> {
  let pipeline: Promise<Pipeline> | undefined;
  return () => {
    pipeline ??= build(options);
    return pipeline;
  };
}
