import type { QueryAnswer } from "../../../shared/answers.ts";

const STAGE_WORDS: Readonly<Record<string, string>> = {
  plan: "Read the question",
  model: "Ask the model",
  check: "Check the plan against the catalog",
  compile: "Write the SQL",
  guard: "Check that the SQL only reads",
  execute: "Run it",
  visualize: "Choose the chart",
  explain: "Look for what the rows say",
};

/** What a stage does, in words. */
export function stageWords(stage: string): string {
  return STAGE_WORDS[stage] ?? stage;
}

/** Milliseconds with a fraction where they are few. */
export function stageTime(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

const PLANNERS: Readonly<Record<QueryAnswer["planner"], string>> = { rules: "Rules, no model", gemini: "Gemini", openai: "OpenAI" };

export function plannerWords(planner: QueryAnswer["planner"]): string {
  return PLANNERS[planner];
}
