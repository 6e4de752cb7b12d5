import type { FlatStage, Proposal } from "../model/flat-plan.ts";

/** A stage over the deposits that counts them, in the flat form, with changes. */
export function flatStage(changes: Partial<FlatStage> = {}): FlatStage {
  return {
    id: "answer",
    entity: "transactions",
    stage: null,
    joins: [],
    filters: [[{ left: "type", op: "eq", ref: null, values: ["deposit"], stage: null, on: [] }]],
    time: null,
    columns: [],
    distinct: false,
    groupBy: [],
    measures: [{ name: "n", label: "Deposits", fn: "count", of: null, p: null, filters: [], unit: null }],
    derived: [],
    having: [],
    windows: [],
    order: [],
    limit: null,
    ...changes,
  };
}

export function proposal(changes: Partial<Proposal> = {}): Proposal {
  return {
    kind: "plan",
    interpretation: "How many deposits there are.",
    stages: [flatStage()],
    slot: null,
    prompt: null,
    options: [],
    reason: null,
    detail: null,
    ...changes,
  };
}
