import type { Measure, Output, Stage } from "../../../shared/plan.ts";
import type { RowsBuilder, RowsPart } from "./build-relations.ts";
import type { EntityExpressions } from "./expressions.ts";
import type { Frame } from "./frame.ts";
import type { Roles } from "./roles.ts";

/** Where the plan of a frame is made: the stages so far, and how columns of the frame's rows are written. */
export interface BuildSite {
  readonly frame: Frame;
  readonly roles: Roles;
  readonly rows: RowsBuilder;
  /** Expressions over the frame's rows. */
  readonly make: EntityExpressions;
}

/** What a measure comes to in a stage: its aggregates, and the arithmetic over them whose last output is the figure. */
export interface Built {
  readonly measures: readonly Measure[];
  readonly derived: readonly Output[];
  /** The output that has the figure. */
  readonly name: string;
}

/** The joins of rows, as a stage takes them. */
export function joinsOf({ joins }: RowsPart): Pick<Stage, "joins"> {
  return joins.length > 0 ? { joins } : {};
}

/** The conditions of rows, as a stage takes them. */
export function conditionsOf({ where, time }: RowsPart): Pick<Stage, "where" | "time"> {
  return { ...(where ? { where } : {}), ...(time ? { time } : {}) };
}
