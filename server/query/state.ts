import type { CheckedPlan } from "../../db/query/check.ts";
import type { CompiledPlan } from "../../db/query/compile.ts";
import type { GuardedQuery } from "../../db/query/guard/guarded-query.ts";
import type { Insight, Visualization } from "../../shared/answers.ts";
import type { PlanIssue } from "../../shared/plan.ts";
import type { Provider } from "../llm/ports.ts";
import type { Result } from "./answers/result.ts";
import type { Draft } from "./model/model-planner.ts";
import type { PlanOutcome, PlanRequest } from "./ports.ts";
import type { Trace } from "./trace.ts";

/** What stays the same while a question is answered. */
export interface Turn {
  readonly request: PlanRequest;
  readonly mode: "rules" | "model" | "auto";
  readonly maxRows: number;
  /** Whether sensitive columns are masked. */
  readonly masked: boolean;
  readonly signal?: AbortSignal;
  readonly trace: Trace;
}

export type PlanReady = Extract<PlanOutcome, { kind: "plan" }>;

/** What the nodes have found out so far. */
export interface Findings {
  /** What the rules made of the question; what remains when a model fails. */
  readonly rules: PlanOutcome;
  readonly planner: "rules" | Provider;
  readonly outcome: PlanOutcome;
  /** Whether a model is to be asked, or asked again. */
  readonly ask: boolean;
  /** Calls of the model. */
  readonly attempts: number;
  readonly draft: Draft | undefined;
  /** What is wrong with the last proposal. */
  readonly issues: readonly PlanIssue[];
  readonly checked: CheckedPlan;
  readonly compiled: CompiledPlan;
  readonly guarded: GuardedQuery;
  readonly result: Result;
  readonly visualization: Visualization;
  readonly insights: readonly Insight[];
}

export type Found = Partial<Findings>;

/** A step: reads the turn and what was found before it, and finds out more. `note` goes into the trace. */
export type Node<Needs extends keyof Findings = never> = (turn: Turn, found: Found & Pick<Findings, Needs>) => Noted | Promise<Noted>;

export interface Noted {
  readonly found: Found;
  readonly note?: string;
}
