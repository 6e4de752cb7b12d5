import type { PlanType } from "../../../shared/plan.ts";

/** Says what is wrong at a place of a plan. */
export type Report = (path: string, reason: string) => void;

export const isNumeric = (type: PlanType) => type === "integer" || type === "number";
export const isTemporal = (type: PlanType) => type === "timestamp" || type === "date";

/** Whether values of two types can be told equal, and put in one column. */
export const comparable = (a: PlanType, b: PlanType) => a === b || (isNumeric(a) && isNumeric(b));

export const article = (type: PlanType) => (type === "integer" ? "an integer" : `a ${type}`);
