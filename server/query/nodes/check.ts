import type { PlanRunner } from "../run-plan.ts";
import type { Findings, Node, Noted, PlanReady } from "../state.ts";
import { fallBack, issuesNote, mayRepair } from "./model.ts";

/** What is said when the rules' own plan cannot be used. */
export function declined(detail: string): Extract<Findings["outcome"], { kind: "unsupported" }> {
  return { kind: "unsupported", reason: "not_in_data", detail, suggestions: [] };
}

const CANNOT = "The question was understood, but no query over this data could be made of it.";

export interface CheckOptions {
  readonly runner: Pick<PlanRunner, "check">;
  readonly hasModel: boolean;
}

/** Holds the plan against the catalog. A model gets its mistakes back; the rules' own are answered for. */
export function checkNode({ runner, hasModel }: CheckOptions): Node<"outcome" | "rules" | "planner"> {
  return (turn, found) => {
    const result = runner.check((found.outcome as PlanReady).plan);
    if (result.ok) return { found: { checked: result.checked, issues: [] } };
    const { issues } = result;
    const note = issuesNote(issues);
    return found.planner === "rules" ? ofRules(note, hasModel && turn.mode !== "rules" && !found.attempts) : ofModel();

    function ofModel(): Noted {
      if (mayRepair(found)) return { found: { issues, ask: true }, note };
      // Back to the rules, whose plan is checked in its turn.
      return fallBack(found.rules, note);
    }
  };
}

function ofRules(note: string, ask: boolean): Noted {
  const outcome = declined(CANNOT);
  return { found: { rules: outcome, outcome, issues: [], ask }, note };
}
