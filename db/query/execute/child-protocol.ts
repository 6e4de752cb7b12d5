import type { Cell } from "../../../shared/answers.ts";
import type { PolicyTable } from "../guard/policy.ts";

/** What a child is told before anything else. */
export interface ChildSetup {
  readonly kind: "open";
  readonly file: string;
  readonly tables: readonly PolicyTable[];
}

export interface ChildJob {
  readonly kind: "run";
  readonly sql: string;
  readonly parameters: readonly Cell[];
  readonly tableFunctions: boolean;
  readonly maxRows: number;
  readonly maxBytes: number;
}

export type ToChild = ChildSetup | ChildJob;

export interface ChildRows {
  readonly kind: "rows";
  readonly columns: readonly { readonly name: string; readonly declared: string | null }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly truncated: boolean;
}

export interface ChildFailure {
  readonly kind: "failed";
  /** `unsafe`: the engine would do something else than the guard understood; `limit`: memory or size; `failed`: a value it cannot compute with. */
  readonly reason: "unsafe" | "limit" | "failed" | "unreachable";
  readonly message: string;
}

export type FromChild = { readonly kind: "ready" } | { readonly kind: "unopened" } | ChildRows | ChildFailure;
