import { z } from "zod";

/**
 * The form in which a model fills in a plan. A provider's structured output can neither refer to itself nor leave a key out: stages
 * refer to earlier ones by their id, expressions are short texts, filters are a list of any-of groups that all have to hold, and every key
 * is present, null where it does not apply.
 */
/** As `References` reads it. */
const referenceSchema = z.string();
const literalSchema = z.union([z.string(), z.number(), z.boolean()]);

const pairSchema = z.strictObject({ left: z.string(), right: z.string() });

const filterSchema = z.strictObject({
  left: referenceSchema,
  op: z.enum([
    ...(["eq", "ne", "gt", "gte", "lt", "lte", "in", "not_in", "is_null", "not_null"] as const),
    ...(["contains", "starts", "ends", "equals", "exists", "not_exists"] as const),
  ]),
  /** What to compare with: another reference, else the first of the values. */
  ref: referenceSchema.nullable(),
  values: z.array(literalSchema),
  /** Of `exists`: an earlier stage, and which of its columns equal which of this one. */
  stage: z.string().nullable(),
  on: z.array(pairSchema),
});
export type FlatFilter = z.infer<typeof filterSchema>;

/** All groups hold, of each at least one filter. */
const groupsSchema = z.array(z.array(filterSchema));
export type FlatGroups = z.infer<typeof groupsSchema>;

const unitSchema = z.enum(["usd", "percent", "count", "seconds", "minutes", "hours", "days", "currency"]).nullable();
const outputSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  of: referenceSchema,
  /** Instead of the value itself the label of the first band that it is below; the last band has no bound. */
  bands: z.array(z.strictObject({ below: z.number().nullable(), label: z.string() })).nullable(),
  unit: unitSchema,
});
export type FlatOutput = z.infer<typeof outputSchema>;

const measureSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  fn: z.enum(["count", "countDistinct", "sum", "avg", "min", "max", "percentile"]),
  of: referenceSchema.nullable(),
  p: z.number().nullable(),
  filters: groupsSchema,
  unit: unitSchema,
});
export type FlatMeasure = z.infer<typeof measureSchema>;

const derivedSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  left: referenceSchema,
  op: z.enum(["+", "-", "*", "/"]),
  right: referenceSchema,
  unit: unitSchema,
});

const orderSchema = z.strictObject({ by: z.string(), direction: z.enum(["asc", "desc"]) });
const windowSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  fn: z.enum(["rowNumber", "rank", "lag", "running", "share", "total", "movingAverage"]),
  /** An output. */
  of: z.string().nullable(),
  partitionBy: z.array(z.string()),
  orderBy: z.array(orderSchema),
  size: z.number().nullable(),
  unit: unitSchema,
});
export type FlatWindow = z.infer<typeof windowSchema>;

const joinSchema = z.strictObject({ as: z.string(), stage: z.string(), kind: z.enum(["inner", "left", "full"]), on: z.array(pairSchema) });

const timeSchema = z.strictObject({
  field: z.string(),
  from: z.string().nullable(),
  fromInclusive: z.boolean(),
  to: z.string().nullable(),
  toInclusive: z.boolean(),
  label: z.string(),
  kind: z.enum(["rolling", "current", "whole", "open"]),
});
export type FlatTime = z.infer<typeof timeSchema>;

const stageSchema = z.strictObject({
  id: z.string(),
  /** One of the two. */
  entity: z.string().nullable(),
  stage: z.string().nullable(),
  joins: z.array(joinSchema),
  filters: groupsSchema,
  time: timeSchema.nullable(),
  columns: z.array(outputSchema),
  distinct: z.boolean(),
  groupBy: z.array(outputSchema),
  measures: z.array(measureSchema),
  derived: z.array(derivedSchema),
  having: groupsSchema,
  windows: z.array(windowSchema),
  order: z.array(orderSchema),
  limit: z.strictObject({ n: z.number(), per: z.array(z.string()) }).nullable(),
});
export type FlatStage = z.infer<typeof stageSchema>;

/** What a model makes of a question. */
export const proposalSchema = z.strictObject({
  kind: z.enum(["plan", "clarification", "unsupported"]),
  interpretation: z.string(),
  stages: z.array(stageSchema),
  /** Of a clarification: what is open, what to ask, and full questions to choose from. */
  slot: z.enum(["measure", "subject", "period", "value", "grain"]).nullable(),
  prompt: z.string().nullable(),
  options: z.array(z.strictObject({ label: z.string(), question: z.string() })),
  reason: z.enum(["not_in_data", "read_only", "not_a_question"]).nullable(),
  detail: z.string().nullable(),
});
export type Proposal = z.infer<typeof proposalSchema>;
