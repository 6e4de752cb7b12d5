import type { CatalogColumnType } from "../../../shared/catalog.ts";
import type { ProfiledValue } from "../../../shared/profile.ts";
import { type Encoding, encodingOf } from "../encoding.ts";
import type { ColumnFacts } from "../introspect.ts";
import { wordsOf } from "./words.ts";

/** A column as a catalog file names it; what is the default is left out. */
export interface DraftColumn {
  readonly name: string;
  readonly type: CatalogColumnType;
  readonly label: string;
  readonly format?: "country_alpha2" | "country_alpha3" | "country_name" | "currency" | "email" | "ip" | "person";
  readonly currency?: string;
  readonly currencyColumn?: string;
  readonly encoding?: Encoding;
  readonly sensitive?: true;
  readonly synonyms?: readonly string[];
  readonly values?: readonly { readonly value: string; readonly label?: string }[];
}

/** What the draft knows of a column's content. */
export interface Sample {
  /** Every value with its count, where there are few. */
  readonly values: readonly ProfiledValue[] | undefined;
  readonly rowCount: number;
}

/** More values than these are not a list that people know. */
const MOST_LISTED = 30;

const SECRET = /(^|_| )(password|passwd|pwd|secret|token|hash|salt|api ?key|pin|cvv)( |_|$)/;
const PRIVATE = /e ?mail|phone|mobile|ip( address)?$|^ip |birth|ssn|tax|iban|passport|street|address/;
const MONEY = /amount|price|total|cost|revenue|salary|balance|fee|payment|turnover|budget|income|usd|eur|gbp|paid|discount/;
const TIME = /( at| on|date|time|timestamp|when)$|^(date|time|created|updated)/;

/** Whether a column keeps a secret, which belongs in no catalog. */
export function isSecret(name: string): boolean {
  return SECRET.test(wordsOf(name));
}

/** Whether a column's name says that it tells something about a person that few should see. */
export function isPrivate(name: string): boolean {
  return PRIVATE.test(wordsOf(name));
}

/** How the column keeps times, when it does. */
function encodingOfColumn(facts: ColumnFacts, { values }: Sample, first: unknown): Encoding | undefined {
  if (facts.kind === "boolean" || facts.kind === "number" || facts.primaryKey || facts.references) return undefined;
  if (facts.kind === "timestamp" || facts.kind === "date") return encodingOf(first) ?? "native";
  const named = TIME.test(wordsOf(facts.name));
  return named && (values === undefined || values.length > 2) ? encodingOf(first) : undefined;
}

function isBoolean({ kind, name }: ColumnFacts, { values }: Sample): boolean {
  if (kind === "boolean") return true;
  const bits = values !== undefined && values.length > 0 && values.every(({ value }) => value === 0 || value === 1);
  return kind === "integer" && bits && /^(is|has|can|was|did|allow|enable)|ed$|^active|flag/.test(wordsOf(name));
}

function typeOf(facts: ColumnFacts, sample: Sample, encoding: Encoding | undefined): CatalogColumnType | undefined {
  if (encoding) return facts.kind === "date" ? "date" : "timestamp";
  if (isBoolean(facts, sample)) return "boolean";
  if (facts.primaryKey || facts.references) return facts.kind === "text" ? "text" : "integer";
  if (facts.kind === "number" || facts.kind === "integer") {
    const words = wordsOf(facts.name);
    return MONEY.test(words) && !/count|quantity|number| id$/.test(words) ? "money" : facts.kind;
  }
  return facts.kind === "text" ? "text" : undefined;
}

function formatOf(name: string, values: readonly ProfiledValue[] | undefined): DraftColumn["format"] {
  const words = wordsOf(name);
  const all = (pattern: RegExp) => values !== undefined && values.length > 0 && values.every(({ value }) => pattern.test(String(value)));
  if (/country|nation/.test(words)) return all(/^[A-Z]{2}$/) ? "country_alpha2" : all(/^[A-Z]{3}$/) ? "country_alpha3" : "country_name";
  if (/currency|^ccy/.test(words)) return all(/^[A-Z]{3,5}$/) ? "currency" : undefined;
  if (/e ?mail/.test(words)) return "email";
  if (/^ip\b|\bip( address)?$/.test(words)) return "ip";
  return /^(full|first|last|customer|client|user|contact) name$|^surname$/.test(words) ? "person" : undefined;
}

/** The values that a question may name: few, and each of several rows. */
function listOf({ values, rowCount }: Sample): DraftColumn["values"] {
  if (!values || values.length === 0 || values.length > MOST_LISTED || rowCount < 2 * values.length) return undefined;
  return values.map(({ value }) => {
    const text = String(value);
    const label = wordsOf(text);
    return label === "" || label === text.toLowerCase() ? { value: text } : { value: text, label };
  });
}

/** The currency that a name such as `amount_usd` ends with. */
function currencyOf(words: string): string | undefined {
  return /\b(usd|eur|gbp|chf|jpy)$/.exec(words)?.[1]?.toUpperCase();
}

/** Whether a flag's name begins with a word that people do not say: `is_active` is "active". */
const spoken = (words: string) => words.replace(/^(is|has|was) /, "");

/** Drafts a column by its name, type and content; `first` is one of its values. Undefined for what no question can be about. */
export function draftColumn(facts: ColumnFacts, sample: Sample, first: unknown): DraftColumn | undefined {
  const encoding = encodingOfColumn(facts, sample, first);
  const type = typeOf(facts, sample, encoding);
  if (type === undefined || isSecret(facts.name)) return undefined;
  const words = wordsOf(facts.name);
  const label = type === "boolean" ? spoken(words) : words;
  const format = type === "text" ? formatOf(facts.name, sample.values) : undefined;
  const currency = type === "money" ? currencyOf(words) : undefined;
  const key = facts.primaryKey || facts.references !== undefined;
  const values = type === "text" && !key && !isPrivate(facts.name) && !format?.startsWith("country") ? listOf(sample) : undefined;
  return {
    name: facts.name,
    type,
    label,
    ...(format ? { format } : {}),
    ...(currency ? { currency } : {}),
    ...(encoding && encoding !== "native" ? { encoding } : {}),
    ...(isPrivate(facts.name) ? { sensitive: true as const } : {}),
    ...(label === words ? {} : { synonyms: [words] }),
    ...(values ? { values } : {}),
  };
}
