import { QUESTION_LIMITS, type QueryAnswer, type QueryRequest } from "../../shared/answers.ts";
import type { Catalog } from "../../shared/catalog.ts";
import { toIso } from "../../shared/time.ts";
import { answerOf } from "./answer.ts";
import type { AsOf } from "./as-of.ts";
import type { QuestionAudit } from "./audit.ts";
import type { Conversations, OpenConversation } from "./conversations.ts";
import { type Asker, type PreviousTurn, type QueryEngine, QuestionTooLongError, UnknownDomainError } from "./ports.ts";
import type { Found, Turn } from "./state.ts";
import { createTrace, elapsedMs, type Trace } from "./trace.ts";

/** Takes a question through all its steps. */
export type Pipeline = (turn: Turn) => Promise<Found>;

export interface QueryEngineOptions {
  readonly catalog: Pick<Catalog, "domains" | "defaultDomain">;
  /** Loaded with the first question: the library behind it takes a good part of a second. */
  readonly pipeline: () => Promise<Pipeline>;
  readonly dialect: QueryAnswer["dialect"];
  readonly asOf: AsOf;
  readonly conversations: Conversations;
  readonly audit: QuestionAudit;
  /** What a request that does not say is planned by. */
  readonly planner: Turn["mode"];
}

function checkQuestion(question: string): void {
  if (Buffer.byteLength(question) > QUESTION_LIMITS.questionBytes)
    throw new QuestionTooLongError(`expected at most ${QUESTION_LIMITS.questionBytes} bytes`);
}

function turnOf(question: string, { outcome }: Found): PreviousTurn | undefined {
  if (outcome?.kind !== "plan") return undefined;
  const { plan, interpretation, memory } = outcome;
  return { question, interpretation, plan, ...(memory !== undefined && { memory }) };
}

class GraphQueryEngine implements QueryEngine {
  private readonly options: QueryEngineOptions;

  constructor(options: QueryEngineOptions) {
    this.options = options;
  }

  async ask(request: QueryRequest, asker: Asker): Promise<QueryAnswer> {
    const since = performance.now();
    checkQuestion(request.question);
    const domain = this.domainOf(request);
    const { question } = request;
    const trace = createTrace(asker.onStage);
    const found: { now: Found } = { now: {} };
    try {
      const conversation = await this.options.conversations.open(request.conversationId, asker.actor);
      const turn = await this.turn(request, asker, { domain, conversation, trace });
      found.now = await (await this.options.pipeline())(turn);
      const answer = this.answer(turn, asker, conversation, found.now, since);
      await this.remember(asker, conversation, answer, found.now);
      return answer;
    } catch (error) {
      const failure = error instanceof Error ? error.name : "unknown";
      await this.options.audit.record(asker, {
        question,
        domain,
        plan: undefined,
        answer: undefined,
        durationMs: elapsedMs(since),
        failure,
      });
      throw error;
    }
  }

  private domainOf({ domain }: QueryRequest): string {
    const { domains, defaultDomain } = this.options.catalog;
    if (domain === undefined) return defaultDomain;
    if (domains.some(({ id }) => id === domain)) return domain;
    throw new UnknownDomainError(`expected one of ${domains.map(({ id }) => id).join(", ")}`);
  }

  private async turn(
    request: QueryRequest,
    { role, signal }: Asker,
    { domain, conversation, trace }: { readonly domain: string; readonly conversation: OpenConversation; readonly trace: Trace },
  ): Promise<Turn> {
    const { previous } = conversation;
    const asOf = toIso(request.asOf ?? (await this.options.asOf.current()));
    return {
      request: { question: request.question, domain, asOf, ...(previous && { previous }) },
      mode: request.planner ?? this.options.planner,
      maxRows: request.maxRows ?? QUESTION_LIMITS.defaultRows,
      masked: role === "viewer",
      trace,
      ...(signal && { signal }),
    };
  }

  private answer({ request, trace }: Turn, { requestId }: Asker, { id }: OpenConversation, found: Found, since: number): QueryAnswer {
    const { question, domain, asOf } = request;
    const frame = {
      requestId,
      conversationId: id,
      question,
      domain,
      asOf,
      planner: found.planner ?? "rules",
      dialect: this.options.dialect,
      durationMs: elapsedMs(since),
      trace: [...trace.steps],
    };
    return answerOf(frame, found);
  }

  private async remember(asker: Asker, conversation: OpenConversation, answer: QueryAnswer, found: Found): Promise<void> {
    const { question, domain, durationMs } = answer;
    const plan = found.outcome?.kind === "plan" ? found.outcome.plan : undefined;
    await Promise.all([
      this.options.conversations.keep(conversation, asker.actor, turnOf(question, found)),
      this.options.audit.record(asker, { question, domain, plan, answer, durationMs }),
    ]);
  }
}

/** Answers questions: opens the conversation, takes the question through the pipeline, keeps the turn and the record of it. */
export function createQueryEngine(options: QueryEngineOptions): QueryEngine {
  return new GraphQueryEngine(options);
}
