import { describe, expect, it } from "vitest";
import { KNOWN_QUESTIONS } from "../testing/known-questions.ts";
import { planDemo } from "../testing/rules-planning.ts";

const { ask, sql } = planDemo();
const KNOWN = KNOWN_QUESTIONS.map((question) => ({ words: question.replace(/[?.]$/, "").split(" "), sql: sql(question) }));

/** What a question says besides must not leave its answer as it was. */
function unchangedBy(words: string, at: (length: number) => readonly number[]): string[] {
  return KNOWN.flatMap((known) =>
    at(known.words.length)
      .map((index) => [...known.words.slice(0, index), words, ...known.words.slice(index)].join(" "))
      .filter((question) => sql(question) === known.sql),
  );
}

const anywhere = (length: number) => Array.from({ length: length + 1 }, (_, index) => index);
const end = (length: number) => [length];

it("starts from questions that are answered", () => {
  expect(KNOWN_QUESTIONS.filter((question) => ask(question).kind !== "plan")).toEqual([]);
});

describe("what is said besides changes the answer, or there is none", () => {
  it.each(["xylophones", "4711"])("%s, wherever it stands", (word) => expect(unchangedBy(word, anywhere)).toEqual([]));

  it.each([
    "with penguins",
    "without penguins",
    "for Atlantis",
    "in Peru",
    "in 2024",
    "over 4711",
    "over 37%",
    "between 4711 and 4712",
    "exactly 4711 times",
    "except USDT",
    "by moon phase",
    "per employee",
    "of customer 4711",
    "from 203.0.113.7",
    'called "Nobody Atall"',
  ])("%s, at the end", (words) => expect(unchangedBy(words, end)).toEqual([]));
});

it("has no word for what nobody knows of", () => {
  for (const { words } of KNOWN) {
    const outcome = ask(`${words.join(" ")} xylophones`);
    expect(outcome).toMatchObject({ kind: "unsupported" });
  }
});

describe("a negation", () => {
  const denied = /\b(?:not?|never|without|but)\b/i;
  const plain = KNOWN.filter(({ words }) => !denied.test(words.join(" ")));

  it("is never lost, wherever it stands", () => {
    const lost = plain.flatMap((known) =>
      anywhere(known.words.length).flatMap((index) =>
        ["not", "never"]
          .map((word) => [...known.words.slice(0, index), word, ...known.words.slice(index)].join(" "))
          .filter((question) => sql(question) === known.sql),
      ),
    );
    expect(plain.length).toBeGreaterThan(KNOWN.length / 2);
    expect(lost).toEqual([]);
  });

  it.each([
    ["How many customers have never made a deposit?", "How many customers have made a deposit?"],
    ["customers without logins last week", "customers with logins last week"],
    ["deposits that are not completed", "deposits that are completed"],
    ["logins without MFA", "logins with MFA"],
    ["non-verified customers", "verified customers"],
    ["customers who never deposited and never logged in", "customers who never deposited and logged in"],
  ])("makes “%s” another question than “%s”", (a, b) => {
    expect([ask(a).kind, ask(b).kind]).toEqual(["plan", "plan"]);
    expect(sql(a)).not.toBe(sql(b));
  });
});

describe("each thing that is said", () => {
  it.each([
    ["failed card deposits over $500 in October", ["", "failed ", "card ", "over $500", "in October"]],
    ["verified VIP customers in Germany", ["verified ", "VIP ", "in Germany"]],
    [
      "failed logins from Nigeria without MFA on iOS since 1 October",
      ["failed ", "from Nigeria ", "without MFA ", "on iOS ", "since 1 October"],
    ],
    ["top 5 customers by withdrawal volume in September", ["5 ", "in September"]],
  ])("bears on the answer: %s", (question, parts) => {
    const answers = parts.map((part) => sql(part === "" ? question : question.replace(part, "").trim()));
    const whole = sql(question);
    expect(ask(question).kind).toBe("plan");
    expect(parts.filter((part, index) => part !== "" && answers[index] === whole)).toEqual([]);
  });
});
