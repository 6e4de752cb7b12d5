import type { Planner, PlanOutcome } from "../ports.ts";
import type { Node, Turn } from "../state.ts";

/** The rules have the last word on what they understand whole, and on what must not be done. */
function isFinal(outcome: PlanOutcome): boolean {
  if (outcome.kind === "plan") return true;
  if (outcome.kind === "unsupported" && outcome.reason === "read_only") return true;
  return outcome.kind === "clarification" && (outcome.unused ?? []).length === 0;
}

function wantsModel({ mode }: Turn, outcome: PlanOutcome): boolean {
  // What asks to change data is declined here, whatever a model would say to it.
  if (outcome.kind === "unsupported" && outcome.reason === "read_only") return false;
  return mode === "model" || (mode === "auto" && !isFinal(outcome));
}

function noteOf(outcome: PlanOutcome): string {
  if (outcome.kind === "plan") return "rules: understood";
  const unused = outcome.unused && outcome.unused.length > 0 ? `, not understood: ${outcome.unused.join(", ")}` : "";
  return `rules: ${outcome.kind} (${outcome.reason})${unused}`;
}

/** Lets the rules read the question, and says whether a model is to try as well. */
export function planNode(planner: Planner, hasModel: boolean): Node {
  return (turn) => {
    const outcome = planner.plan(turn.request);
    const ask = wantsModel(turn, outcome);
    const missing = ask && !hasModel ? "; no model is configured" : "";
    return {
      found: { rules: outcome, outcome, planner: "rules", ask: ask && hasModel, attempts: 0, issues: [] },
      note: `${noteOf(outcome)}${missing}`,
    };
  };
}
