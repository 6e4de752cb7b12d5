import { describe, expect, it } from "vitest";
import { planDemo } from "../testing/rules-planning.ts";

const { ask, sql } = planDemo();

/** A question, what is asked behind it, and the whole question that this stands for. */
type Turns = readonly [question: string, followUp: string, whole: string];

function expectSame([question, followUp, whole]: Turns): void {
  expect(ask(whole).kind).toBe("plan");
  expect(sql(question, followUp)).toBe(sql(whole));
  expect(sql(question, followUp)).not.toBe(sql(question));
}

describe("another time", () => {
  it.each<Turns>([
    ["total deposits in September", "and in October?", "total deposits in October"],
    ["total deposits in September", "what about last week?", "total deposits last week"],
    ["How many failed logins were there last week?", "and this week?", "How many failed logins were there this week?"],
    ["What share of transactions is flagged?", "and in October?", "What share of transactions is flagged in October?"],
    ["median withdrawal", "last month", "median withdrawal last month"],
    ["How many customers signed up in September?", "and October?", "How many customers signed up in October?"],
    [
      "Which customers had at least 5 failed logins in the last 30 days?",
      "and in the last 7 days?",
      "Which customers had at least 5 failed logins in the last 7 days?",
    ],
  ])("%s – %s", (...turns) => expectSame(turns));
});

describe("another value takes the place of the one before", () => {
  it.each<Turns>([
    ["How many customers are there in Germany?", "and France?", "How many customers are there in France?"],
    ["total deposits in September", "and withdrawals?", "total withdrawals in September"],
    ["deposit volume per month", "same for withdrawals", "withdrawal volume per month"],
    ["How many deposits were made in October by card?", "and by crypto?", "How many deposits were made in October by crypto?"],
    ["How many high-risk customers are there?", "and medium risk?", "How many medium-risk customers are there?"],
  ])("%s – %s", (...turns) => expectSame(turns));
});

describe("a value or a bound is put on top", () => {
  it.each<Turns>([
    ["How many customers are there in Germany?", "only the verified ones", "How many customers in Germany are verified?"],
    ["average deposit amount", "in Germany", "average deposit amount in Germany"],
    ["average deposit amount", "only VIP customers", "average deposit amount for VIP customers"],
    ["deposit volume per month", "only for Germany", "deposit volume per month for Germany"],
    ["number of logins by device", "only failed ones", "number of failed logins by device"],
    ["pending withdrawals", "only those above $500", "pending withdrawals above $500"],
    ["How many deposits were made in October?", "by card", "How many deposits by card were made in October?"],
  ])("%s – %s", (...turns) => expectSame(turns));

  it("is added to the value before where the words say so", () => {
    expectSame([
      "How many deposits were made in October by card?",
      "add crypto",
      "How many deposits were made in October by card or crypto?",
    ]);
  });
});

describe("other groups", () => {
  it.each<Turns>([
    ["deposit volume in October", "by country", "deposit volume in October by country"],
    ["deposit volume by country", "by payment method instead", "deposit volume by payment method"],
    ["deposit volume by country", "break it down by month", "deposit volume by month"],
    ["deposit volume per month", "per week", "deposit volume per week"],
    ["How many deposits were made in October?", "per day", "How many deposits were made in October per day"],
  ])("%s – %s", (...turns) => expectSame(turns));
});

describe("how many, or who", () => {
  it.each<Turns>([
    ["failed logins in the last 24 hours", "how many?", "how many failed logins in the last 24 hours"],
    [
      "Which customers had at least 5 failed logins in the last 30 days?",
      "how many?",
      "How many customers had at least 5 failed logins in the last 30 days?",
    ],
    ["How many customers have never made a deposit?", "who are they?", "customers who have never made a deposit"],
  ])("%s – %s", (...turns) => expectSame(turns));
});

describe("several turns", () => {
  it("change one thing after the other", () => {
    expect(sql("total deposits in September", "and in October?", "only for Germany", "by payment method")).toBe(
      sql("total deposits in October for Germany by payment method"),
    );
  });

  it("go back where a value is said again", () => {
    const [first, second] = ["How many customers are there in Germany?", "and in Poland?"];
    expect(sql(first, second, "and in Germany?")).toBe(sql(first));
  });
});

describe("a question of its own", () => {
  it.each([
    "How many customers are there?",
    "Top 5 customers by withdrawal volume",
    "Which country has the most customers?",
    "failed logins in the last 24 hours",
    "average deposit amount",
  ])("has nothing of the one before: %s", (question) => {
    expect(sql("total deposits in September for Germany", question)).toBe(sql(question));
  });

  it("is needed where nothing was asked before", () => {
    for (const followUp of ["and in October?", "only the verified ones", "by country", "how many?", "who are they?"]) {
      expect(ask(followUp).kind).not.toBe("plan");
    }
  });
});

describe("what cannot be used", () => {
  it.each(["only the purple ones", "and what about penguins?", "in the moonlight"])(
    "declines “%s” instead of leaving it out",
    (followUp) => {
      expect(ask("total deposits in September", followUp).kind).toBe("unsupported");
    },
  );

  it.each(["delete them", "suspend those", "now remove that"])("refuses “%s”", (followUp) => {
    expect(ask("pending withdrawals", followUp)).toMatchObject({ kind: "unsupported", reason: "read_only" });
  });

  it("takes a memory that is none for no question before", () => {
    const outcome = ask("total deposits in September");
    expect(outcome).toHaveProperty("memory.frame");
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
  });
});
