import { describe, expect, it } from "vitest";
import { planDemo } from "../testing/rules-planning.ts";

const { ask } = planDemo();

describe("a question is not answered in part", () => {
  it.each([
    ["a second figure", "For every payment method, how many transactions were there and how much was it?"],
    ["two sets that are compared", "List the clients whose October withdrawals exceeded their deposits of that month by $2,000 or more."],
    ["one sum less the other", "Show deposits less withdrawals by month this year"],
    [
      "one thing as well as another of the same customer",
      "How many customers logged in on iOS devices as well as on Android devices in October?",
    ],
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
