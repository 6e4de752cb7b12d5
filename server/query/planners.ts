import type { Catalog } from "../../shared/catalog.ts";
import type { Profile } from "../../shared/profile.ts";
import type { Planner } from "./ports.ts";
import { createRulesPlanner } from "./rules/rules-planner.ts";

export interface PlannerOptions {
  readonly catalog: Catalog;
  /** As it is at the time of a question. */
  readonly profile: () => Profile;
}

/** What reads questions without a model, made anew when there is a new profile. */
export function createPlanner({ catalog, profile }: PlannerOptions): Planner {
  let made: { readonly of: Profile; readonly planner: Planner } | undefined;
  return {
    plan(request) {
      const of = profile();
      if (made?.of !== of) made = { of, planner: createRulesPlanner({ catalog, profile: of }) };
      return made.planner.plan(request);
    },
  };
}
