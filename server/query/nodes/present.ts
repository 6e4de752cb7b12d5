import { visualize } from "../answers/visualize.ts";
import type { Explainer } from "../insights/explain.ts";
import type { Node, PlanReady } from "../state.ts";

export function visualizeNode(): Node<"outcome" | "result"> {
  return (_turn, { outcome, result }) => {
    const visualization = visualize(result, (outcome as PlanReady).interpretation);
    return { found: { visualization }, note: visualization.type };
  };
}

/** Says what the rows say; looks a little further where there are none, or where there is a period to compare with. */
export function explainNode(explainer: Explainer): Node<"outcome" | "result"> {
  return async (turn, { outcome, result }) => {
    const { plan, interpretation } = outcome as PlanReady;
    const options = { plan, interpretation, asOf: turn.request.asOf, maxRows: turn.maxRows, ...(turn.signal && { signal: turn.signal }) };
    return { found: { insights: await explainer.explain(result, options) } };
  };
}
