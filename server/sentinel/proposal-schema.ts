import { z } from "zod";

const filterSchema = z.strictObject({
  column: z.string(),
  op: z.enum(["eq", "ne", "gt", "gte", "lt", "lte"]),
  value: z.union([z.string(), z.number(), z.boolean()]),
});
export type ProposedFilter = z.infer<typeof filterSchema>;

/**
 * A mission as a model fills it in: what to count of an entity in windows of some hours, compared with the same windows before. Every
 * key is present, as providers want it; null where it does not apply.
 */
const proposedMissionSchema = z.strictObject({
  domain: z.string(),
  title: z.string().min(1).max(120),
  question: z.string().min(1).max(300),
  entity: z.string(),
  /** The rows that are looked at; all of these hold. */
  among: z.array(filterSchema).max(6),
  /** With some, the share of the rows that meet them; otherwise the number of rows. */
  unusual: z.array(filterSchema).max(6),
  /** A column whose values are told apart. */
  by: z.string().nullable(),
  windowHours: z.union([z.literal(1), z.literal(6), z.literal(24)]),
  recommendation: z.string().min(1).max(400),
});
export type ProposedMission = z.infer<typeof proposedMissionSchema>;

export const MOST_PROPOSED = 6;

export const proposalsSchema = z.strictObject({ missions: z.array(proposedMissionSchema).max(MOST_PROPOSED) });
