import type { AuditStore } from "../../db/ports.ts";
import type { QueryAnswer } from "../../shared/answers.ts";
import type { Plan } from "../../shared/plan.ts";
import { planHash } from "./plan-hash.ts";
import type { Asker } from "./ports.ts";

/** How the audit log calls a question that was asked. */
const ACTION = "ask";

export interface AskedQuestion {
  readonly question: string;
  readonly domain: string;
  readonly plan: Plan | undefined;
  /** Undefined when it failed. */
  readonly answer: QueryAnswer | undefined;
  readonly durationMs: number;
  /** Of a question that failed: the name of the error. */
  readonly failure?: string;
}

export interface QuestionAudit {
  /** Never rejects: an answer is not withheld because its record could not be written, but it is told. */
  record(asker: Asker, asked: AskedQuestion): Promise<void>;
}

function detailOf({ question, domain, plan, answer, durationMs, failure }: AskedQuestion, { requestId }: Asker): object {
  return {
    requestId,
    question,
    domain,
    outcome: answer?.status ?? "failed",
    ...(failure !== undefined && { failure }),
    ...(answer && { planner: answer.planner, conversationId: answer.conversationId, asOf: answer.asOf }),
    ...(plan && { planHash: planHash(plan) }),
    ...(answer?.sql !== undefined && { sql: answer.sql, parameters: answer.parameters, rowCount: answer.rowCount }),
    durationMs,
  };
}

export interface QuestionAuditOptions {
  readonly store: AuditStore;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onError: (message: string, error: unknown) => void;
}

export function createQuestionAudit({ store, now, onError }: QuestionAuditOptions): QuestionAudit {
  return {
    async record(asker, asked) {
      const target = asked.answer?.conversationId ?? asker.requestId;
      try {
        await store.record({ at: now(), actor: asker.actor, action: ACTION, target, detail: detailOf(asked, asker) });
      } catch (error) {
        onError("a question could not be recorded in the audit log", error);
      }
    },
  };
}
