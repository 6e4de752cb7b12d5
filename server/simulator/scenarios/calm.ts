import type { Scenario } from "../scenario.ts";

/** An ordinary day: nothing to see, and nothing may be raised. */
export const calm: Scenario = {
  name: "calm",
  summary: "everyday traffic; raises nothing",
  expects: [],
  begin: ({ background }) => background,
};
