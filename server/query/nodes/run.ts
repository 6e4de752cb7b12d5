import { masked, type Sensitivity } from "../answers/mask.ts";
import { isRefused, type PlanRunner } from "../run-plan.ts";
import type { Node } from "../state.ts";
import { declined } from "./check.ts";

const TOO_MUCH = "The question is too complex to be asked in one query; ask for less at once.";

export function compileNode(runner: Pick<PlanRunner, "compile">): Node<"checked"> {
  return (_turn, { checked }) => ({ found: { compiled: runner.compile(checked) } });
}

/** Lets the guard read the SQL. What it refuses is told as a question that asks for too much. */
export function guardNode(runner: Pick<PlanRunner, "guard">, onRefused: (error: Error) => void): Node<"compiled"> {
  return (_turn, { compiled }) => {
    try {
      return { found: { guarded: runner.guard(compiled) } };
    } catch (error) {
      if (!isRefused(error)) throw error;
      onRefused(error);
      return { found: { outcome: declined(TOO_MUCH) }, note: "refused" };
    }
  };
}

/** Runs the SQL, and covers what the asker may not see before anything else is made of the rows. */
export function executeNode(runner: Pick<PlanRunner, "execute">, sensitivity: Sensitivity): Node<"checked" | "compiled" | "guarded"> {
  return async (turn, { checked, compiled, guarded }) => {
    const options = { maxRows: turn.maxRows, ...(turn.signal && { signal: turn.signal }) };
    const { result } = await runner.execute(checked, compiled, guarded, options);
    const rows = `${result.rows.length}${result.truncated ? " of more" : ""} ${result.rows.length === 1 ? "row" : "rows"}`;
    return { found: { result: turn.masked ? masked(result, sensitivity) : result }, note: rows };
  };
}
