import type { QueryExecutor } from "../../db/query/execute/executor.ts";
import { policyOf } from "../../db/query/guard/policy-of-catalog.ts";
import { createQuery } from "../../server/query/create-query.ts";
import type { Planner, QueryEngine } from "../../server/query/ports.ts";
import type { Catalog } from "../../shared/catalog.ts";
import { EMPTY_PROFILE } from "../../shared/profile.ts";
import type { Gold } from "./gold.ts";
import { type Judged, judge } from "./judge.ts";
import { memoryConversations, noAudit } from "./memory-stores.ts";
import type { Question } from "./question-file.ts";
import { timedExecutor } from "./timed-executor.ts";

export interface RunOptions {
  readonly catalog: Catalog;
  readonly rules: Planner;
  readonly executor: QueryExecutor;
  readonly gold: Gold;
  /** Epoch ms; the newest moment of the data without it. */
  readonly asOf: number | undefined;
  readonly onError: (message: string, error: unknown) => void;
}

const ASKER = { requestId: "evaluation", actor: "local", role: "admin" } as const;

class Run {
  readonly judged: Judged[] = [];
  private readonly conversations = new Map<string, string>();
  private readonly engine: QueryEngine;
  private readonly takeMs: () => number;
  private readonly options: RunOptions;

  constructor(options: RunOptions) {
    const { executor, takeMs } = timedExecutor(options.executor);
    this.options = options;
    this.takeMs = takeMs;
    this.engine = createQuery({
      catalog: options.catalog,
      profile: () => EMPTY_PROFILE,
      policy: policyOf(options.catalog, executor.dialect),
      executor,
      rules: options.rules,
      model: undefined,
      planner: "rules",
      clock: "data",
      conversations: memoryConversations(),
      audit: noAudit,
      now: Date.now,
      onError: options.onError,
    }).engine;
  }

  async ask(question: Question): Promise<void> {
    const conversationId = question.follows ? this.conversations.get(question.follows) : undefined;
    const { asOf, gold } = this.options;
    this.takeMs();
    const since = performance.now();
    const ownMs = () => performance.now() - since - this.takeMs();
    try {
      const answer = await this.engine.ask(
        {
          question: question.question,
          ...(question.domain !== undefined && { domain: question.domain }),
          ...(conversationId !== undefined && { conversationId }),
          ...(asOf !== undefined && { asOf }),
        },
        ASKER,
      );
      this.judged.push({ question, answer, ownMs: ownMs(), verdict: judge(question, answer, gold) });
      this.conversations.set(question.id, answer.conversationId);
    } catch (error) {
      this.judged.push({ question, answer: undefined, error: String(error), ownMs: ownMs(), verdict: "missed" });
    }
  }
}

/** The questions in an order in which each comes after the one it follows. */
export function inTurn(questions: readonly Question[]): Question[] {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const ordered = new Set<Question>();
  const visit = (question: Question, path: ReadonlySet<Question>): void => {
    const before = question.follows ? byId.get(question.follows) : undefined;
    if (question.follows && !before) throw new Error(`${question.id} follows ${question.follows}, which is not in the file`);
    if (path.has(question)) throw new Error(`${question.id} follows itself`);
    if (before) visit(before, new Set([...path, question]));
    ordered.add(question);
  };
  for (const question of questions) visit(question, new Set());
  return [...ordered];
}

/** Asks every question in the process itself and judges the answers, in the order of the file. */
export async function runQuestions(questions: readonly Question[], options: RunOptions): Promise<Judged[]> {
  const run = new Run(options);
  // Only the first question waits for the libraries to load; it would be measured with them.
  for (const question of questions.slice(0, 1)) await run.ask(question);
  run.judged.length = 0;
  for (const question of inTurn(questions)) await run.ask(question);
  return run.judged;
}
