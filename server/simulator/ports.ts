import type { Page, PageQuery } from "../../shared/api.ts";
import type { ExpectedAlert, Generator, GeneratorInput, ScenarioName } from "../../shared/generators.ts";

/** Scenarios that run inside the server. */
export interface Generators {
  /** Throws an ApiError `conflict` when as many run as may. */
  launch(input: GeneratorInput, actor: string): Promise<Generator>;
  /** Ends a running one; one that has ended stays as it is. Throws an ApiError `not_found`. */
  halt(id: string): Promise<void>;
  /** Throws an ApiError `not_found`. */
  get(id: string): Promise<Generator>;
  running(): Generator[];
  /** Newest start first, those that have ended included. */
  list(page: PageQuery): Promise<Page<Generator>>;
  scenarios(): { name: ScenarioName; summary: string; expects: ExpectedAlert[] }[];
}
