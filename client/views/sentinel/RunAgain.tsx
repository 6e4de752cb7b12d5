import { useMutation } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { Finding } from "../../../shared/sentinel.ts";
import { toProblem } from "../../api/problem.ts";
import { runSql } from "../../api/sentinel.ts";
import { useCanAdmin } from "../../components/shell/session.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Tip } from "../../components/ui/Tip.tsx";
import { formatNumber, plural } from "../../lib/format.ts";

/** Runs the evidence's SQL once more, and says whether its rows are still the same. */
export function RunAgain({ evidence }: Pick<Finding, "evidence">) {
  const canRun = useCanAdmin();
  const rerun = useMutation({ mutationFn: () => runSql(evidence.sql) });
  const said = () => {
    if (rerun.isError) {
      const { message, detail } = toProblem(rerun.error);
      return `${message}. ${detail}`;
    }
    if (!rerun.data) return "";
    const { rows, durationMs } = rerun.data;
    const same = JSON.stringify(rows) === JSON.stringify(evidence.rows);
    return `${plural(rows.length, "row")} in ${formatNumber(Math.round(durationMs))} ms, ${same ? "the same as in the report" : "no longer the same as in the report"}.`;
  };
  const button = (
    <Button className="button-small" disabled={!canRun || rerun.isPending} onClick={() => rerun.mutate()}>
      <RotateCw size={12} aria-hidden="true" />
      Run again
    </Button>
  );
  return (
    <p className="run-again">
      {canRun ? button : <Tip text="Running SQL needs the role admin.">{button}</Tip>}
      <span className="muted" role="status">
        {said()}
      </span>
    </p>
  );
}
