import type { QueryAnswer, QueryRequest, Reading, TraceStep } from "../../shared/answers.ts";
import type { Role } from "../../shared/api.ts";
import type { Plan } from "../../shared/plan.ts";

/** A question as a planner sees it: no rows of the data, only what was asked and what was asked before. */
export interface PlanRequest {
  readonly question: string;
  /** One of the catalog's. */
  readonly domain: string;
  /** What "now" is: an ISO 8601 instant in UTC. */
  readonly asOf: string;
  /** The turn before this one in the conversation. */
  readonly previous?: PreviousTurn;
}

export interface PreviousTurn {
  readonly question: string;
  readonly interpretation: string;
  readonly plan: Plan;
  /** What the planner wanted to remember of it, as JSON. */
  readonly memory?: unknown;
}

/** What a planner makes of a question. */
export type PlanOutcome =
  | {
      readonly kind: "plan";
      readonly plan: Plan;
      /** One plain sentence: what was understood, with the conventions that were used. */
      readonly interpretation: string;
      readonly readings: readonly Reading[];
      /** Kept for the next turn of the conversation, as JSON. */
      readonly memory?: unknown;
    }
  | {
      readonly kind: "clarification";
      /** The open slot: `measure`, `subject`, `period`, `value`, `grain`. */
      readonly reason: string;
      readonly prompt: string;
      /** Two to four concrete readings. */
      readonly options: NonNullable<QueryAnswer["clarification"]>["options"];
      /** Words that could not be used, where that is the reason; a model may know them. */
      readonly unused?: readonly string[];
    }
  | {
      readonly kind: "unsupported";
      readonly reason: NonNullable<QueryAnswer["unsupported"]>["reason"];
      readonly detail: string;
      /** The nearest questions that can be answered. */
      readonly suggestions: readonly string[];
      readonly unused?: readonly string[];
    };

export interface Planner {
  /** Never throws for what a user may write. */
  plan(request: PlanRequest): PlanOutcome;
}

/** Who asks, and who is told how far it is. */
export interface Asker {
  readonly requestId: string;
  /** The token's name. */
  readonly actor: string;
  readonly role: Role;
  /** Ends the question, a running statement included. */
  readonly signal?: AbortSignal;
  readonly onStage?: (step: TraceStep) => void;
}

/** Questions in plain language to answers. */
export interface QueryEngine {
  /**
   * Throws {@link UnknownDomainError}, {@link UnknownConversationError}, {@link QuestionTooLongError}, and what the executor throws: a
   * timeout, an overload.
   */
  ask(request: QueryRequest, asker: Asker): Promise<QueryAnswer>;
}

export class UnknownDomainError extends Error {
  override readonly name = "UnknownDomainError";
}

export class UnknownConversationError extends Error {
  override readonly name = "UnknownConversationError";
}

/** In bytes of UTF-8, which its characters do not tell. */
export class QuestionTooLongError extends Error {
  override readonly name = "QuestionTooLongError";
}
