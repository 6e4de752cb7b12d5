import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { Metric, MetricInput } from "../../../shared/metrics.ts";
import type { FieldError } from "../../../shared/problems.ts";
import { createMetric, deleteMetric, replaceMetric } from "../../api/metrics.ts";
import { toProblem } from "../../api/problem.ts";
import { pageAddress } from "../../lib/navigation.ts";
import { showProblem, showToast } from "../../stores/toasts.ts";
import { useMetricsChanged } from "./use-metrics.ts";

export interface Save {
  readonly isBusy: boolean;
  /** What the server found wrong that could not be seen here, such as a name that is taken. */
  readonly errors: readonly FieldError[];
  save(input: MetricInput): Promise<void>;
  remove(): Promise<void>;
}

/** Saves a definition: a new metric, or the next version of the one that was edited. */
export function useSave(saved: Metric | undefined): Save {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const changed = useMetricsChanged();
  const [isBusy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const run = async (what: string, action: () => Promise<void>) => {
    setBusy(true);
    setErrors([]);
    try {
      await action();
      changed();
    } catch (error) {
      setErrors(toProblem(error).errors);
      showProblem(what, error);
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    errors,
    save: (input) =>
      run("Could not save", async () => {
        const metric = saved ? await replaceMetric(saved.id, saved.version, input) : await createMetric(input);
        showToast({ tone: "ok", text: `Saved: ${metric.name}, version ${metric.version}` });
        if (!saved) navigate(pageAddress(`/rules/${metric.id}`, params), { replace: true });
      }),
    remove: () =>
      run("Could not delete", async () => {
        if (!saved) return;
        await deleteMetric(saved.id);
        showToast({ tone: "ok", text: `Deleted: ${saved.name}. Its alerts stay in the history.` });
        navigate(pageAddress("/rules", params), { replace: true });
      }),
  };
}
