import { describe, expect, it } from "vitest";
import { planDemo } from "../testing/rules-planning.ts";

const { ask } = planDemo();

describe("a question is not answered in part", () => {
  it.each([
    ["two sets that are compared", "How many withdrawals in September were larger than the customer's average deposit?"],
    [
      "both of one customer on each day",
      "For each of the last 7 days, how many customers made both a deposit and a withdrawal on that day?",
    ],
    ["a period that was not named", "How many customers who traded during the month also deposited?"],
    ["stretches without bounds", "How many customers are there per bucket of total deposits?"],
    ["a count that is grouped by", "How many customers by number of logins in October?"],
    ["how close two things are", "How many customers logged in from 2 different countries within 1 hour?"],
    ["somebody before all others", "Which customer registered before anyone else?"],
  ])("that asks for %s", (_what, question) => {
    expect(ask(question).kind).not.toBe("plan");
  });

  it.each([
    "How many customers traded more than once in October?",
    "By how many dollars did October's fee income exceed September's?",
    "Which customers withdrew more than they deposited in October?",
    "How many customers logged in from at least 2 different countries in October?",
  ])("where nothing is lost it is: %s", (question) => {
    expect(ask(question).kind).toBe("plan");
  });
});
