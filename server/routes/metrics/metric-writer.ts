import { randomUUID } from "node:crypto";
import type { MetricStore } from "../../../db/ports.ts";
import type { Metric, MetricInput } from "../../../shared/metrics.ts";
import { toIso } from "../../../shared/time.ts";
import { ApiError, notFound } from "../../http/api-error.ts";
import type { Runtime } from "../../runtime/ports.ts";
import { definitionOf, sameDefinition } from "./edit-metric.ts";

/** Changes metrics, one change at a time: names stay unique and versions count without a gap. */
export interface MetricWriter {
  /** Throws `conflict` when the name is taken. */
  create(input: MetricInput, actor: string): Promise<Metric>;
  /** The metric that `edit` makes of the current one, as its next version. Throws `not_found`, `conflict`, and what `edit` throws. */
  update(id: string, edit: (current: Metric) => MetricInput, actor: string): Promise<Metric>;
  /** Makes the metric of this name what `input` says: creates it, or gives the stored one a version unless it says the same already. Throws `conflict`. */
  putByName(input: MetricInput, actor: string): Promise<PutOutcome>;
  /** Throws `not_found`. */
  delete(id: string, actor: string): Promise<void>;
}

export type PutOutcome = "created" | "updated" | "unchanged";

export interface MetricWriterDependencies {
  readonly metrics: MetricStore;
  readonly runtime: Pick<Runtime, "submit">;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Runs tasks one after the other, whatever becomes of each. */
function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  };
}

export function createMetricWriter({ metrics, runtime, now }: MetricWriterDependencies): MetricWriter {
  const inTurn = createQueue();
  const existing = async (id: string): Promise<Metric> => {
    const metric = await metrics.get(id);
    if (!metric) throw notFound(`metric ${id}`);
    return metric;
  };
  const requireFreeName = async (name: string, id: string): Promise<void> => {
    const holder = await metrics.getByName(name);
    if (holder && holder.id !== id) {
      throw new ApiError("conflict", `The name is taken by metric ${holder.id}.`, {
        errors: [{ path: "name", message: "already in use" }],
      });
    }
  };
  const put = async (metric: Metric, actor: string): Promise<Metric> => {
    await requireFreeName(metric.name, metric.id);
    await runtime.submit({ kind: "metric.put", metric, actor });
    return (await metrics.get(metric.id)) ?? metric;
  };
  const create = (input: MetricInput, actor: string): Promise<Metric> => {
    const at = toIso(now());
    return put({ ...input, id: randomUUID(), version: 1, createdAt: at, updatedAt: at }, actor);
  };
  const next = ({ id, version, createdAt }: Metric, input: MetricInput, actor: string): Promise<Metric> =>
    put({ ...input, id, version: version + 1, createdAt, updatedAt: toIso(now()) }, actor);
  return {
    create: (input, actor) => inTurn(() => create(input, actor)),
    update: (id, edit, actor) =>
      inTurn(async () => {
        const current = await existing(id);
        return next(current, edit(current), actor);
      }),
    putByName: (input, actor) =>
      inTurn(async () => {
        const current = await metrics.getByName(input.name);
        if (current && sameDefinition(definitionOf(current), input)) return "unchanged";
        await (current ? next(current, input, actor) : create(input, actor));
        return current ? "updated" : "created";
      }),
    delete: (id, actor) =>
      inTurn(async () => {
        await existing(id);
        await runtime.submit({ kind: "metric.delete", metricId: id, actor });
      }),
  };
}
