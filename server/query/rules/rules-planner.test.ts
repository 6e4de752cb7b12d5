import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KNOWN_QUESTIONS } from "../testing/known-questions.ts";
import { AS_OF, DEMO_CATALOG, planDemo, planningOf, profileOf } from "../testing/rules-planning.ts";

const { ask, sql } = planDemo();
const WORDS = [...new Set(KNOWN_QUESTIONS.flatMap((question) => question.replace(/[?.,]/g, "").split(" ")))];

const known = fc.constantFrom(...KNOWN_QUESTIONS);
const positions = fc.array(fc.nat(40), { minLength: 1, maxLength: 5 });

/** A known question of which words were left out, said twice, or put elsewhere. */
const mangled = fc.tuple(known, positions, fc.constantFrom("leave out", "repeat", "swap", "shuffle")).map(([question, at, how]) => {
  const words = question.split(" ");
  for (const position of at) {
    const index = position % Math.max(1, words.length);
    const other = (position * 7 + 3) % Math.max(1, words.length);
    if (how === "leave out") words.splice(index, 1);
    else if (how === "repeat") words.splice(index, 0, words[index] ?? "");
    else if (how === "swap") [words[index], words[other]] = [words[other] ?? "", words[index] ?? ""];
    else words.sort((a, b) => ((a.length * 31 + position) % 7) - ((b.length * 17 + position) % 5));
  }
  return words.join(" ");
});

/** What words in no sensible order still lead to; sensible questions are held against all faults. */
const OPEN_FAULTS = /names two outputs|a limit needs an order|unknown output|the catalog has no entity/;

function expectPlannable(...questions: readonly string[]): void {
  try {
    expectUsable(...questions);
  } catch (error) {
    if (!(error instanceof Error) || !OPEN_FAULTS.test(error.message)) throw error;
  }
}

/** A plan that the checker takes and that can be compiled, or a reply that says something. */
function expectUsable(...questions: readonly string[]): void {
  const outcome = ask(...questions);
  // It throws for a plan that the checker refuses.
  if (outcome.kind === "plan") expect([sql(...questions).length > 0, outcome.interpretation]).not.toContain("");
  else if (outcome.kind === "clarification") {
    expect(outcome.prompt).not.toBe("");
    expect(outcome.options.length).toBeGreaterThanOrEqual(2);
    expect(outcome.options.length).toBeLessThanOrEqual(4);
  } else expect([outcome.detail, outcome.suggestions.length]).not.toContain("");
}

describe("planning never throws, and every plan can be used", () => {
  it("for the questions that are known", () => {
    for (const question of KNOWN_QUESTIONS) {
      expect([question, ask(question).kind]).toEqual([question, "plan"]);
      expectUsable(question);
    }
  });

  it("for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => expectUsable(text)),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => expectUsable(text)),
      { numRuns: 200 },
    );
  });

  it("for what has special meaning elsewhere", () => {
    const odd = [
      "",
      " ",
      "?",
      "%s",
      "{{x}}",
      "__proto__",
      "toString of customers",
      "null",
      "NaN deposits",
      "\u0000",
      "🚀🚀",
      "'",
      '"',
      "((((",
      "a".repeat(4_000),
    ];
    for (const text of [
      ...odd,
      "deposits over 1e999",
      "deposits over 999999999999",
      "customer 0",
      "deposits on 2026-13-45",
      "deposits on 0/0/0",
      "the last 0 days",
    ])
      expectUsable(text);
  });

  it("for known words in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 }), (words) => expectPlannable(words.join(" "))),
      {
        numRuns: 500,
      },
    );
  });

  it("for known questions with words left out, said twice or moved", () => {
    fc.assert(
      fc.property(mangled, (question) => expectPlannable(question)),
      { numRuns: 500 },
    );
  });

  it("for any two of them in one conversation", () => {
    fc.assert(
      fc.property(
        known,
        fc.oneof(
          mangled,
          fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
        ),
        (question, followUp) => expectPlannable(question, followUp),
      ),
      { numRuns: 300 },
    );
  });
});

describe("the same question", () => {
  it("gives the same plan, twenty times", () => {
    for (const question of KNOWN_QUESTIONS) {
      const [first, text] = [ask(question), sql(question)];
      for (let turn = 1; turn < 20; turn++) expect(ask(question)).toEqual(first);
      expect(sql(question)).toBe(text);
    }
  });

  it("gives the same plan to another planner, and after other questions", () => {
    const other = planDemo();
    for (const question of [...KNOWN_QUESTIONS].reverse()) expect(other.sql(question)).toBe(sql(question));
  });

  it("gives the same plan in other capitals, with other spaces and marks", () => {
    for (const question of KNOWN_QUESTIONS.filter((text) => !/MFA|VIP|KYC/.test(text))) {
      expect(sql(`  ${question.replaceAll(" ", "   ").replace(/[?.]$/, "")} ?`)).toBe(sql(question));
      expect(sql(question.charAt(0).toLowerCase() + question.slice(1))).toBe(sql(question));
    }
  });
});

describe("an outcome", () => {
  it("is plain data that a conversation can keep", () => {
    for (const question of KNOWN_QUESTIONS) {
      const outcome = ask(question);
      expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
    }
  });

  it("never has a value of the question in its SQL", () => {
    for (const text of [
      'customers called "x\' OR 1=1"',
      "logins from 203.0.113.7",
      "deposits over $4711.25",
      "who is robert.tables@example.com",
    ]) {
      const [statement = ""] = sql(text).split("\n[");
      expect([text, /OR 1=1|203\.0\.113|4711|tables@/.test(statement)]).toEqual([text, false]);
    }
  });

  it("has only times that are over by now", () => {
    for (const question of KNOWN_QUESTIONS) {
      const outcome = ask(question);
      const stages = outcome.kind === "plan" ? outcome.plan.stages : [];
      for (const { time } of stages) if (time?.to) expect(Date.parse(time.to.at)).toBeLessThanOrEqual(Date.parse(AS_OF));
    }
  });

  it("says in the suggestions what can be asked", () => {
    const outcome = ask("How tall are the penguins?");
    if (outcome.kind !== "unsupported") throw new Error("nobody knows that");
    expect(outcome.suggestions.length).toBeGreaterThan(0);
    for (const suggestion of outcome.suggestions) expect([suggestion, ask(suggestion).kind]).toEqual([suggestion, "plan"]);
  });

  it("does not need a profile", () => {
    const bare = planningOf(DEMO_CATALOG, profileOf({}));
    for (const question of KNOWN_QUESTIONS) expect([question, bare.ask(question).kind]).toEqual([question, "plan"]);
  });
});
