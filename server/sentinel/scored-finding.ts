import type { Finding } from "../../shared/sentinel.ts";
import type { Candidate } from "./candidate.ts";

/** A finding as the outside sees it, with what its mission knew when it found it. */
export interface ScoredFinding {
  readonly finding: Finding;
  readonly candidate: Candidate;
}
