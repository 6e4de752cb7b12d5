import type { Catalog } from "../../shared/catalog.ts";
import type { Profile } from "../../shared/profile.ts";
import type { Planner } from "./ports.ts";

export interface PlannerOptions {
  readonly catalog: Catalog;
  readonly profile: Profile;
}

/** What reads questions without a model. */
export function createPlanner({ catalog }: PlannerOptions): Planner {
  const options = catalog.examples.slice(0, 4).map(({ question }) => ({ label: question, question }));
  return { plan: () => ({ kind: "clarification", reason: "subject", prompt: "What would you like to know?", options, unused: ["?"] }) };
}
