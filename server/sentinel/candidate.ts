import type { Row } from "../../shared/answers.ts";

export type UserId = string | number;

/** What findings of different domains can have in common. */
export interface Traits {
  /** Networks of addresses, `203.0.113.0/24`. */
  readonly networks: readonly string[];
  readonly methods: readonly string[];
  readonly countries: readonly string[];
}

export interface Evidence {
  readonly sql: string;
  readonly columns: readonly string[];
  /** A part of them where there are many. */
  readonly rows: readonly Row[];
  readonly rowCount: number;
}

/** How particular a question is: accounts that did something particular, one kind of rows, or all that happens. */
export type Focus = "accounts" | "kind" | "everything";

/** Something that a mission has found, before it is scored. */
export interface Candidate {
  /** What within the mission: the network, the method, the user; `all` where there is nothing to tell apart. */
  readonly group: string;
  /** Tells it from another one of the same group. */
  readonly occasion?: string;
  /** standing: a gap that was there yesterday too. */
  readonly kind: "acute" | "standing";
  /** With its numbers: "600 failed logins from 203.0.113.0/24 at 300 customers". */
  readonly title: string;
  /** What was to be expected and how that is known, in words. */
  readonly baseline: string;
  /** How far it is from the expectation, 0 to 1. */
  readonly magnitude: number;
  /** Who acted or lost money, in order. */
  readonly userIds: readonly UserId[];
  /** How many users it was aimed at or took part. */
  readonly breadth: number;
  /** Told where those aimed at are not those who acted. */
  readonly targetedCount?: number;
  /** What moved in the window, USD. */
  readonly amountUsd?: number;
  /** What of it is beyond the expectation, USD. */
  readonly excessUsd: number;
  /** Epoch ms. */
  readonly window: { readonly from: number; readonly to: number };
  /** The newest row of the evidence, epoch ms. */
  readonly newestAt: number;
  /** Share of the evidence where a control failed, 0 to 1. */
  readonly control: number;
  readonly evidence: Evidence;
  readonly focus: Focus;
  /** How many rows were to be expected, of a count. */
  readonly expected?: number;
  /** Every row of a count by `entity:id`, and whose it is; left out where there are too many. */
  readonly rowKeys?: ReadonlyMap<string, UserId>;
  readonly traits: Traits;
  readonly recommendation: string;
}
