import { z } from "zod";
import { domainSchema } from "./metrics.ts";

/** How SQL and plans call a thing: a table may carry its schema, as in `public.users`. */
const nameSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "expected a name of letters, digits and underscores");
const tableSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}(\.[A-Za-z_][A-Za-z0-9_]{0,62})?$/, "expected a table such as users or public.users");

/** A list, or its words in one text with commas between, which is easier to read and to edit. */
function words(least: number) {
  const split = (value: unknown): unknown => (typeof value === "string" ? value.split(",").filter((word) => word.trim() !== "") : value);
  return z.preprocess(split, z.array(z.string().trim().min(1).max(80)).min(least));
}

/** Words as people write them, in any case, one or several; inflections that stemming finds (plural, -ed, -ing) need no entry. */
const wordsSchema = words(0).default([]);
const textSchema = z.string().trim().min(1).max(4_000);

export const columnTypeSchema = z.enum(["integer", "number", "money", "text", "boolean", "timestamp", "date"]);
export type CatalogColumnType = z.infer<typeof columnTypeSchema>;

export const catalogLiteralSchema = z.union([z.string(), z.number(), z.boolean()]);
export type CatalogLiteral = z.infer<typeof catalogLiteralSchema>;

/** One value that a column may have, with what people call it. */
export const catalogValueSchema = z.strictObject({
  value: catalogLiteralSchema,
  /** For people; without one, the value with spaces for underscores. */
  label: textSchema.optional(),
  /** Adjectives and names: "failed", "unsuccessful"; "German" is not needed, countries are known. */
  synonyms: wordsSchema,
  /** What rows with the value are called: "deposit", "top-up". */
  nouns: wordsSchema,
  /** What somebody did who has such a row, with the irregular forms: "withdraw", "withdrew", "take out", "took out". */
  verbs: wordsSchema,
  /** What those who have such rows are called: "depositor". */
  actors: wordsSchema,
  /** Asked for by its amount rather than its number, as "fees" are. */
  mass: z.boolean().default(false),
  /** True where the value and its synonyms mean it only beside a word for the column: "high" is a risk level only with "risk". */
  needsColumn: z.boolean().default(false),
});
export type CatalogValue = z.infer<typeof catalogValueSchema>;

export const catalogColumnSchema = z.strictObject({
  name: nameSchema,
  type: columnTypeSchema,
  label: textSchema,
  description: textSchema.optional(),
  synonyms: wordsSchema,
  /** What the text is, where that has rules of its own. */
  format: z.enum(["country_alpha2", "country_alpha3", "country_name", "currency", "email", "ip", "person"]).optional(),
  /** What one unit of a number is: `hours`, `percent`. */
  unit: z.string().optional(),
  /** The currency of a money column, or the column of the same row that names it. */
  currency: z.string().optional(),
  currencyColumn: nameSchema.optional(),
  /** How a timestamp is stored where it is not the database's own form: text of ISO 8601, or a count since 1970. */
  encoding: z.enum(["native", "iso", "epoch_seconds", "epoch_milliseconds"]).default("native"),
  /** Shown masked to viewers. */
  sensitive: z.boolean().default(false),
  /** Every value the column has. A boolean column may name true and false. */
  values: z.array(catalogValueSchema).default([]),
});
export type CatalogColumn = z.infer<typeof catalogColumnSchema>;

const computedBase = { name: nameSchema, label: textSchema, description: textSchema.optional(), synonyms: wordsSchema };
/** A value that is worked out of the row: the time between two columns, the time from one until now, the first parts of a text. */
export const computedColumnSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...computedBase,
    kind: z.literal("duration"),
    from: nameSchema,
    to: nameSchema,
    unit: z.enum(["seconds", "minutes", "hours", "days"]),
  }),
  z.strictObject({ ...computedBase, kind: z.literal("age"), since: nameSchema, unit: z.enum(["seconds", "minutes", "hours", "days"]) }),
  z.strictObject({
    ...computedBase,
    kind: z.literal("prefix"),
    of: nameSchema,
    separator: z.string().length(1),
    parts: z.int().min(1).max(16),
  }),
]);
export type ComputedColumn = z.infer<typeof computedColumnSchema>;

/** All of a list hold. `null` has no value beside it. */
export const catalogFilterSchema = z.discriminatedUnion("op", [
  z.strictObject({ column: nameSchema, op: z.enum(["eq", "ne", "gt", "gte", "lt", "lte"]), value: catalogLiteralSchema }),
  z.strictObject({ column: nameSchema, op: z.enum(["in", "not_in"]), values: z.array(catalogLiteralSchema).min(1) }),
  z.strictObject({ column: nameSchema, op: z.enum(["is_null", "not_null"]) }),
]);
export type CatalogFilter = z.infer<typeof catalogFilterSchema>;

export const catalogEntitySchema = z.strictObject({
  /** How plans call it. */
  name: nameSchema,
  table: tableSchema,
  label: z.strictObject({ one: textSchema, many: textSchema }),
  description: textSchema,
  synonyms: wordsSchema,
  /** What it is called that a row came to be, at the time column: "sign-up"; "sign up", "joined", "open an account". */
  happening: z.strictObject({ nouns: wordsSchema, verbs: wordsSchema }).default({ nouns: [], verbs: [] }),
  key: nameSchema,
  /** What a row is shown as, and ties break by. */
  labelColumns: z.array(nameSchema).default([]),
  /** What a listing shows beside the key and the label. */
  listColumns: z.array(nameSchema).default([]),
  /** What "when" means for a row; without one, questions about time do not apply. */
  timeColumn: nameSchema.optional(),
  /** The measure of words such as "how much" and "volume". */
  defaultMeasure: nameSchema.optional(),
  /** The rows of the table that are meant, where not all are. */
  where: z.array(catalogFilterSchema).default([]),
  /** Every column of it is sensitive. */
  sensitive: z.boolean().default(false),
  columns: z.array(catalogColumnSchema).min(1),
  computed: z.array(computedColumnSchema).default([]),
});
export type CatalogEntity = z.infer<typeof catalogEntitySchema>;

const endSchema = z.strictObject({ entity: nameSchema, column: nameSchema });
/** Many rows of `from` belong to one of `to`. */
export const catalogRelationSchema = z.strictObject({
  name: nameSchema,
  from: endSchema,
  to: endSchema,
  /** What the one is to the many, and the many to the one: "customer", "transactions". */
  label: textSchema,
  inverseLabel: textSchema,
  synonyms: wordsSchema,
  /** Whether the one did what the many tell: verbs of the many have it as their subject. */
  actor: z.boolean().default(false),
});
export type CatalogRelation = z.infer<typeof catalogRelationSchema>;

const measureBase = {
  name: nameSchema,
  label: textSchema,
  description: textSchema.optional(),
  synonyms: wordsSchema,
  format: z.enum(["number", "count", "money", "share", "duration"]),
  unit: z.string().optional(),
};
/** A figure with a name. Counting the rows of an entity needs none. */
export const catalogMeasureSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...measureBase,
    kind: z.literal("aggregate"),
    entity: nameSchema,
    aggregate: z.enum(["count", "distinct", "sum", "avg", "median", "min", "max"]),
    /** A column, computed or not; `count` has none. */
    column: nameSchema.optional(),
    where: z.array(catalogFilterSchema).default([]),
  }),
  /** The share, 0 to 1, of the rows that meet `where` among those that meet `among`. */
  z.strictObject({
    ...measureBase,
    kind: z.literal("share"),
    entity: nameSchema,
    where: z.array(catalogFilterSchema).min(1),
    among: z.array(catalogFilterSchema).default([]),
  }),
  /** Two other measures, by name. */
  z.strictObject({
    ...measureBase,
    kind: z.literal("formula"),
    left: nameSchema,
    operator: z.enum(["plus", "minus", "times", "divided_by"]),
    right: nameSchema,
  }),
]);
export type CatalogMeasure = z.infer<typeof catalogMeasureSchema>;

/** A condition with a name: "failed logins", "PEP". */
export const catalogConditionSchema = z.strictObject({
  name: nameSchema,
  entity: nameSchema,
  /** How an interpretation says it, as an adjective or after a noun. */
  label: textSchema,
  /** Adjectives: "unprocessed". */
  synonyms: wordsSchema,
  /** What such rows are called: "PEP", "lockout". */
  nouns: wordsSchema,
  where: z.array(catalogFilterSchema).min(1),
});
export type CatalogCondition = z.infer<typeof catalogConditionSchema>;

/** Words without an agreed meaning, and what could be meant. They are compared as written: "numbers" is vague, "number" is not. */
export const catalogVagueSchema = z.strictObject({
  words: words(1),
  /** The entities it is said of; without any, whatever the question is about. */
  entities: z.array(nameSchema).default([]),
  /** `instead` takes the word's place in the question or, `after`, comes behind the noun that the word was said of. */
  readings: z
    .array(z.strictObject({ label: textSchema, instead: textSchema, after: z.boolean().default(false) }))
    .min(2)
    .max(4),
});
export type CatalogVague = z.infer<typeof catalogVagueSchema>;

export const catalogDomainSchema = z.strictObject({
  id: domainSchema,
  label: textSchema,
  description: textSchema,
  /** Words that make a question one of this domain. */
  vocabulary: wordsSchema,
  /** What a model is told when the question is of this domain. */
  prompt: textSchema,
});
export type CatalogDomain = z.infer<typeof catalogDomainSchema>;

/** What the data is and what people call it: the form of a catalog file, and all that planners know of a schema. */
export const catalogSchema = z.strictObject({
  name: z.string().min(1).max(80),
  description: textSchema,
  entities: z.array(catalogEntitySchema).min(1),
  relations: z.array(catalogRelationSchema).default([]),
  measures: z.array(catalogMeasureSchema).default([]),
  conditions: z.array(catalogConditionSchema).default([]),
  /** Short forms and what they are short for. */
  abbreviations: z.array(z.strictObject({ short: textSchema, means: textSchema })).default([]),
  vague: z.array(catalogVagueSchema).default([]),
  /** Things people ask about that this data does not have. Their words are compared as written and in the plural, never stemmed further. */
  absent: z.array(z.strictObject({ topic: textSchema, words: words(1) })).default([]),
  domains: z.array(catalogDomainSchema).min(1),
  /** Whose vocabulary applies when no other's does. */
  defaultDomain: domainSchema,
  examples: z.array(z.strictObject({ domain: domainSchema, question: textSchema })).default([]),
  /** As the data writes them. The Sentinel looks at the money of their customers; without any, at that of the countries FATF lists. */
  highRiskCountries: z.array(textSchema).min(1).optional(),
});
export type Catalog = z.infer<typeof catalogSchema>;
