import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { QueryAnswer } from "../../shared/answers.ts";
import type { Gold } from "./gold.ts";
import { type Judged, judge } from "./judge.ts";
import { parseOptions, UsageError } from "./options.ts";
import { type Question, readQuestions } from "./question-file.ts";
import { inFull, summary } from "./report.ts";
import { inTurn } from "./run-questions.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crowsnest-eval-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const question = (changes: Partial<Question> = {}): Question => ({
  id: "q1",
  class: "count",
  question: "How many?",
  expect: "answered",
  gold: ["right"],
  ordered: false,
  ...changes,
});
const answer = (status: QueryAnswer["status"], data: QueryAnswer["data"] = []) =>
  ({ status, data, rowCount: data.length, interpretation: "Counted.", sql: "SELECT 1" }) as unknown as QueryAnswer;
const gold: Gold = { rows: (sql) => (sql === "right" ? [[5]] : [[6]]), close: () => undefined };

test.each([
  ["the rows of the gold", question(), answer("answered", [{ n: 5 }]), "right"],
  ["the rows of one of several", question({ gold: ["other", "right"] }), answer("answered", [{ n: 5 }]), "right"],
  ["other rows", question(), answer("answered", [{ n: 7 }]), "wrong"],
  ["no answer where there is one", question(), answer("clarification"), "missed"],
  ["a question back where one is due", question({ expect: "clarification", gold: [] }), answer("clarification"), "right"],
  ["a question back where there is none", question({ expect: "unsupported", gold: [] }), answer("clarification"), "missed"],
  ["an answer where there is none", question({ expect: "unsupported", gold: [] }), answer("answered"), "wrong"],
  ["a failure", question(), undefined, "missed"],
])("judges %s", (_what, asked, got, verdict) => {
  expect(judge(asked, got, gold)).toBe(verdict);
});

describe("a file of questions", () => {
  async function write(...lines: string[]): Promise<string> {
    const file = join(folder, "questions.jsonl");
    await writeFile(file, `${lines.join("\n")}\n`);
    return file;
  }

  it("has one on each line", async () => {
    const file = await write(JSON.stringify(question()), "", JSON.stringify({ ...question({ id: "q2" }), follows: null }));
    expect(readQuestions(file).map(({ id }) => id)).toEqual(["q1", "q2"]);
  });

  it("tells which line is wrong", async () => {
    const file = await write(JSON.stringify(question()), '{"id": 5}');
    expect(() => readQuestions(file)).toThrow(/^line 2: /);
  });
});

it("asks what is followed first", () => {
  const [a, b, c] = [question({ id: "a", follows: "c" }), question({ id: "b" }), question({ id: "c" })];
  expect(inTurn([a, b, c]).map(({ id }) => id)).toEqual(["c", "a", "b"]);
  expect(() => inTurn([question({ id: "a", follows: "x" })])).toThrow("not in the file");
  expect(() => inTurn([question({ id: "a", follows: "a" })])).toThrow("follows itself");
});

it("tells accuracy by class, wrong answers, and times", () => {
  const judged: Judged[] = [
    { question: question(), answer: answer("answered", [{ n: 5 }]), verdict: "right", ownMs: 2 },
    { question: question({ id: "q2" }), answer: answer("answered", [{ n: 7 }]), verdict: "wrong", ownMs: 4 },
    { question: question({ class: "ambiguous", expect: "clarification" }), answer: answer("clarification"), verdict: "right", ownMs: 6 },
  ];
  const text = summary(judged);
  expect(text).toMatch(/count +50\.0 % +1 of 2 right, 1 wrong, 0 missed/);
  expect(text).toMatch(/answerable +50\.0 %/);
  expect(text).toContain("answered and wrong, of all: 33.3 %");
  expect(text).toContain("p50 4.00 ms, p95 6.00 ms");
  const second = judged[1];
  expect(second && inFull(second)).toMatch(
    /WRONG q2 .*\n {2}question: How many\?\n {2}interpretation: Counted\.\n {2}sql: SELECT 1\n {2}rows: 1 .*\n {2}gold: right/,
  );
});

describe("the options", () => {
  it("are read", () => {
    expect(parseOptions(["file", "--as-of", "2026-10-31T23:59:59Z", "--database-url", "sqlite:///data/a.sqlite"])).toMatchObject({
      file: "file",
      database: "/data/a.sqlite",
      asOf: Date.parse("2026-10-31T23:59:59Z"),
    });
    expect(parseOptions(["--help"])).toBe("help");
  });

  test.each([[[]], [["a", "b"]], [["a", "--as-of", "soon"]], [["a", "--database-url", "postgres://x"]], [["a", "--what"]]])(
    "refuse %j",
    (args) => {
      expect(() => parseOptions(args)).toThrow(UsageError);
    },
  );
});
