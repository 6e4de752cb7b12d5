import { describe, expect, it } from "vitest";
import { planDemo } from "../testing/rules-planning.ts";

const { ask, sql } = planDemo();

describe("what was named is in the answer", () => {
  it("of two figures both", () => {
    expect(sql("count logins per device + mfa share")).toContain("mfa_used");
  });

  it("or there is none", () => {
    expect(ask("How many customers are there by country, and what is their failure rate?").kind).not.toBe("plan");
  });

  it("of two months both, though what one is compared with begins with the other", () => {
    expect(sql("Out of everyone who deposited in August, what share deposited in September?")).toMatch(/2026-08-01[\s\S]*2026-09-01/);
  });
});

describe("words that are English and no slip", () => {
  it.each(["How many pensions are there?", "staking rewards per month", "How many tokens were deposited?"])(
    "are not read as others: %s",
    (text) => {
      expect(ask(text).kind).toBe("unsupported");
    },
  );

  it("while slips are", () => {
    expect(sql("How many logins form Germany yesteday?")).toContain('"DE"');
  });
});

describe("a part of a question", () => {
  it.each(["and for Germany?", "n deps?", "What about withdrawals?", "Please restrict that to customers from Spain."])(
    "is asked back when nothing was said before: %s",
    (text) => {
      expect(ask(text).kind).toBe("clarification");
    },
  );
});

describe("what all of it counts", () => {
  it.each([
    ["How many deposits were there in October, including failed ones?", "failed"],
    ["top 5 custs by # of logins, fails incl", "failure"],
    ["How much was withdrawn yesterday regardless of status?", "status"],
  ])("bounds nothing: %s", (text, value) => {
    expect(sql(text)).not.toContain(value);
  });
});

describe("what a part cannot stand for", () => {
  it.each([
    "custs that have only ever used card",
    "average and total deposit per country",
    "What is their total deposit volume?",
    "How many customers made more deposits than before?",
    "name and email of the largest depositor",
    "Which customers are new?",
    "How much of the deposit volume in Q3 came from new customers?",
    "How much did customers who joined in August deposit in the same month?",
  ])("is not answered by it: %s", (text) => {
    expect(ask(text).kind).not.toBe("plan");
  });
});

describe("a follow-up that would change nothing", () => {
  it.each([
    ["How many deposits were made in October?", "Which customers made the most of them?"],
    ["Who deposited the most in October?", "what is their email?"],
    ["Show failed logins by day last week", "as a share of all logins"],
  ])("is not answered as before: %s %s", (first, then) => {
    expect(ask(first, then).kind).not.toBe("plan");
  });
});
