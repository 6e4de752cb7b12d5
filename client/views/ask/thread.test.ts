import { expect, test } from "vitest";
import type { QueryAnswer } from "../../../shared/answers.ts";
import type { Asking } from "../../api/ask.ts";
import { ApiProblem } from "../../api/problem.ts";
import { createThread } from "./thread.ts";

const answered = (question: string, conversationId: string) => ({ question, conversationId }) as QueryAnswer;

/** Answers at once, but for the questions that it is told to fail. */
function scripted(failures: Record<string, ApiProblem[]> = {}) {
  const asked: Asking[] = [];
  let conversations = 0;
  const thread = createThread(async (asking) => {
    asked.push(asking);
    const failure = failures[asking.question]?.shift();
    if (failure) throw failure;
    return answered(asking.question, asking.conversationId ?? `c${++conversations}`);
  });
  const settled = () => expect.poll(() => thread.turns.getState().every(({ state }) => state !== "working")).toBe(true);
  return { asked, thread, settled, said: () => asked.map(({ question, conversationId }) => [question, conversationId]) };
}

const gone = () => new ApiProblem({ code: "not_found", title: "Not found", status: 404, detail: "There is no such conversation." });
const down = () => new ApiProblem({ code: "unreachable", title: "Unreachable", status: 0, detail: "No answer." });

test("a link with follow-ups is asked in its order, in one conversation", async () => {
  const { thread, said, settled } = scripted();
  thread.show({ questions: ["a", "b"], domain: undefined });
  await settled();
  await expect.poll(said).toEqual([
    ["a", undefined],
    ["b", "c1"],
  ]);
  thread.show({ questions: ["a", "b", "c"], domain: undefined });
  await expect.poll(() => said().at(-1)).toEqual(["c", "c1"]);
});

test("what does not follow begins anew: another question, another domain, a step back", async () => {
  const { thread, said } = scripted();
  thread.show({ questions: ["a", "b"], domain: undefined });
  await expect.poll(() => said().length).toBe(2);
  thread.show({ questions: ["a"], domain: undefined });
  await expect.poll(() => said().at(-1)).toEqual(["a", undefined]);
  thread.show({ questions: ["a"], domain: "risk" });
  await expect.poll(() => said().length).toBe(4);
  thread.show({ questions: [], domain: "risk" });
  expect(thread.turns.getState()).toEqual([]);
});

test("a failure stops the thread until it is tried again", async () => {
  const { thread, said } = scripted({ b: [down()] });
  thread.show({ questions: ["a", "b", "c"], domain: undefined });
  await expect.poll(() => thread.turns.getState().map(({ state }) => state)).toEqual(["done", "failed", "waiting"]);
  thread.retry();
  await expect.poll(() => thread.turns.getState().map(({ state }) => state)).toEqual(["done", "done", "done"]);
  expect(said().map(([question]) => question)).toEqual(["a", "b", "b", "c"]);
});

test("a conversation that the server has forgotten is asked again from its beginning", async () => {
  const { thread, said } = scripted({ b: [gone()] });
  thread.show({ questions: ["a", "b"], domain: undefined });
  await expect.poll(() => thread.turns.getState()[1]?.state).toBe("failed");
  thread.retry();
  await expect.poll(() => thread.turns.getState().map(({ state }) => state)).toEqual(["done", "done"]);
  expect(said()).toEqual([
    ["a", undefined],
    ["b", "c1"],
    ["a", undefined],
    ["b", "c2"],
  ]);
});

test("a question that is cancelled keeps its place", async () => {
  const thread = createThread(
    (_asking, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  thread.show({ questions: ["a"], domain: undefined });
  thread.cancel();
  await expect.poll(() => thread.turns.getState()[0]?.state).toBe("cancelled");
});
