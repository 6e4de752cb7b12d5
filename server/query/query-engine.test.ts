import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { type QueryAnswer, type QueryRequest, queryAnswerSchema, type TraceStep } from "../../shared/answers.ts";
import { planHash } from "./plan-hash.ts";
import { QuestionTooLongError, UnknownConversationError, UnknownDomainError } from "./ports.ts";
import { type Broker, createTestQuery, startBroker, type TestQuery } from "./testing/broker.ts";
import { NOW, PLANS, type ScriptedPlanner, scriptedPlanner } from "./testing/plans.ts";

let broker: Broker;
let query: TestQuery;
let rules: ScriptedPlanner;
beforeAll(async () => {
  rules = scriptedPlanner();
  broker = await startBroker();
  query = createTestQuery(broker, { rules });
});
afterAll(() => broker.stop());

const ASKER = { requestId: "r-1", actor: "ann", role: "operator" } as const;
const ask = (request: QueryRequest, asker = {}) => query.engine.ask(request, { ...ASKER, ...asker });

describe("a question that is answered", () => {
  it("has its rows, SQL, chart and trace in the form of the contract", async () => {
    const answer = await ask({ question: "countries" });
    expect(queryAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      requestId: "r-1",
      status: "answered",
      domain: "general",
      planner: "rules",
      dialect: "sqlite",
      interpretation: "The plan countries.",
      rowCount: 5,
      truncated: false,
      visualization: { type: "bar", x: "country", y: ["volume"], title: "Volume by country" },
      columns: [
        { name: "country", type: "string", label: "Country" },
        { name: "volume", type: "number", label: "Volume" },
      ],
    });
    expect(answer.data[0]).toEqual({ country: "BR", volume: 1860 });
    expect(answer.parameters).toEqual(["deposit"]);
    expect(answer.displaySql).toContain("'deposit'");
    expect(answer.trace.map(({ stage }) => stage)).toEqual(["plan", "check", "compile", "guard", "execute", "visualize", "explain"]);
  });

  it("tells each stage as it ends", async () => {
    const told: TraceStep[] = [];
    const answer = await ask({ question: "count" }, { onStage: (step: TraceStep) => told.push(step) });
    expect(told).toEqual(answer.trace);
  });

  it("takes the newest moment of the data for now, unless it is told another", async () => {
    expect((await ask({ question: "count" })).asOf).toBe("2026-10-31T12:00:00.000Z");
    expect((await ask({ question: "count", asOf: 1_000 })).asOf).toBe("1970-01-01T00:00:01.000Z");
    expect(rules.requests.at(-1)?.asOf).toBe("1970-01-01T00:00:01.000Z");
  });

  it("has as many rows as were asked for, and says that there are more", async () => {
    expect(await ask({ question: "people", maxRows: 2 })).toMatchObject({ rowCount: 2, truncated: true });
    expect(await ask({ question: "people", maxRows: 6 })).toMatchObject({ rowCount: 6, truncated: false });
  });

  it("gives booleans, instants and numbers as JSON has them", async () => {
    const { data } = await ask({ question: "people", maxRows: 1 });
    expect(data).toEqual([
      { id: 1, full_name: "User 1", email: "user1@example.com", is_pep: false, created_at: "2026-01-01T00:00:00.000Z" },
    ]);
  });

  it("masks what is sensitive for viewers", async () => {
    const { data } = await ask({ question: "people", maxRows: 1 }, { role: "viewer" });
    expect(data[0]).toMatchObject({ id: 1, email: "•••" });
  });

  it("compares with the period before", async () => {
    const { insights } = await ask({ question: "october" });
    expect(insights.find(({ kind }) => kind === "comparison")).toMatchObject({
      text: expect.stringContaining("against September 2026"),
      evidence: { value: 6510, previous: 0, previousPeriod: "September 2026" },
    });
  });

  it("says of nothing what was looked for and where there is something", async () => {
    const { insights, data } = await ask({ question: "nothing" });
    expect(data).toEqual([{ n: 0 }]);
    expect(insights).toMatchObject([
      { kind: "nothing", text: expect.stringContaining("The plan nothing.") },
      { kind: "nearest", evidence: { after: "2026-10-01T12:00:00.000Z" } },
    ]);
  });
});

describe("a question that is not answered", () => {
  test.each([
    ["unclear", { status: "clarification", clarification: { reason: "measure", prompt: "Which measure do you mean?" } }],
    ["drop", { status: "unsupported", unsupported: { reason: "read_only", suggestions: [] } }],
    ["unknown", { status: "unsupported", unsupported: { reason: "not_in_data" } }],
  ])("%s has no rows and no SQL", async (question, expected) => {
    const answer = await ask({ question });
    expect(queryAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ ...expected, columns: [], data: [], rowCount: 0, parameters: [], visualization: { type: "table" } });
    expect(answer).not.toHaveProperty("sql");
  });

  it("falls back to the rules, and says so, where a model is asked for and none is configured", async () => {
    const answer = await ask({ question: "strange", planner: "model" });
    expect(answer).toMatchObject({ status: "clarification", planner: "rules" });
    expect(answer.trace[0]?.note).toContain("no model is configured");
  });
});

describe("a request that does not fit", () => {
  test("an unknown domain", async () => {
    await expect(ask({ question: "count", domain: "cooking" })).rejects.toBeInstanceOf(UnknownDomainError);
  });

  test("a question of more than 4 KB of bytes", async () => {
    await expect(ask({ question: "ü".repeat(2_049) })).rejects.toBeInstanceOf(QuestionTooLongError);
  });

  test("a client that has gone", async () => {
    await expect(ask({ question: "count" }, { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

describe("a conversation", () => {
  it("hands the turn before to the planner, past turns that led to nothing", async () => {
    const { conversationId } = await ask({ question: "count" });
    await ask({ question: "unclear", conversationId });
    const third = await ask({ question: "countries", conversationId });
    expect(third.conversationId).toBe(conversationId);
    expect(rules.requests.at(-1)?.previous).toEqual({
      question: "count",
      interpretation: "The plan count.",
      plan: PLANS.count,
      memory: { named: "count" },
    });
  });

  it("is unknown to others, when it is over, and when it never was", async () => {
    const { conversationId } = await ask({ question: "count" });
    await expect(ask({ question: "count", conversationId }, { actor: "bob" })).rejects.toBeInstanceOf(UnknownConversationError);
    await expect(ask({ question: "count", conversationId: "never" })).rejects.toBeInstanceOf(UnknownConversationError);
    const kept = query.conversations.get(conversationId);
    if (kept) query.conversations.set(conversationId, { ...kept, at: NOW - 25 * 3_600_000 });
    await expect(ask({ question: "count", conversationId })).rejects.toBeInstanceOf(UnknownConversationError);
  });
});

describe("the audit log", () => {
  it("has who asked what, the plan's hash, the SQL, the rows, the time and the outcome", async () => {
    const answer = await ask({ question: "count" });
    expect(query.audited.at(-1)).toMatchObject({
      at: NOW,
      actor: "ann",
      action: "ask",
      target: answer.conversationId,
      detail: { question: "count", outcome: "answered", planHash: planHash(PLANS.count), sql: answer.sql, rowCount: 1 },
    });
  });

  it("has what was not answered and what failed", async () => {
    await ask({ question: "unclear" });
    expect(query.audited.at(-1)?.detail).toMatchObject({ question: "unclear", outcome: "clarification" });
    await ask({ question: "count", conversationId: "never" }).catch(() => undefined);
    expect(query.audited.at(-1)?.detail).toMatchObject({ outcome: "failed", failure: "UnknownConversationError" });
  });
});

test("the same question twenty times is one plan, one SQL, one answer", async () => {
  const answers: QueryAnswer[] = [];
  for (let turn = 0; turn < 20; turn++) answers.push(await ask({ question: "countries" }));
  const stable = answers.map(({ sql, parameters, data, visualization, insights }) =>
    JSON.stringify({ sql, parameters, data, visualization, insights }),
  );
  expect(new Set(stable).size).toBe(1);
});
