import { ModelError } from "../../llm/ports.ts";
import type { ModelPlanner } from "../model/model-planner.ts";
import type { Findings, Found, Node, Noted } from "../state.ts";

/** One try and two repairs. */
const MOST_ATTEMPTS = 3;

/** Goes on with what the rules made of the question. */
export function fallBack(rules: Findings["rules"], note: string): Noted {
  return { found: { outcome: rules, planner: "rules", ask: false, issues: [] }, note: `${note}; the rules' reading is taken` };
}

/** Whether a proposal that could not be used may be put right. */
export function mayRepair(found: Found): boolean {
  return (found.attempts ?? 0) < MOST_ATTEMPTS;
}

/** What is told of issues; where they are is enough, their words are for the model. */
export function issuesNote(issues: Findings["issues"]): string {
  const first = issues[0];
  const where = first && first.path !== "" ? ` at ${first.path}` : "";
  return first ? `not usable: ${first.reason}${where}${issues.length > 1 ? ` and ${issues.length - 1} more` : ""}` : "";
}

/** Asks the model for a plan, or to put right what it proposed. */
export function modelNode(planner: ModelPlanner): Node<"rules"> {
  return async (turn, { rules, draft, issues = [], attempts = 0 }) => {
    const repair = draft && issues.length > 0 ? { repair: { draft, issues } } : {};
    try {
      const proposed = await planner.propose(turn.request, { ...repair, ...(turn.signal && { signal: turn.signal }) });
      const tried = { attempts: attempts + 1, draft: proposed.draft };
      if (proposed.ok) {
        return {
          found: { ...tried, outcome: proposed.outcome, planner: planner.provider, ask: false, issues: [] },
          note: planner.provider,
        };
      }
      const next = { ...tried, issues: proposed.issues, ask: true };
      const note = `${planner.provider}: ${issuesNote(proposed.issues)}`;
      return mayRepair(next) ? { found: next, note } : withAttempts(fallBack(rules, note), next.attempts);
    } catch (error) {
      if (!(error instanceof ModelError) || error.failure === "cancelled") throw error;
      return withAttempts(fallBack(rules, `${planner.provider}: ${error.message}`), attempts + 1);
    }
  };
}

function withAttempts({ found, ...rest }: Noted, attempts: number): Noted {
  return { ...rest, found: { ...found, attempts } };
}
