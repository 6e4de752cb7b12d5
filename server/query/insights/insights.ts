import type { Insight } from "../../../shared/answers.ts";
import { capital, isPeriod, labelsOf, measuresOf, type Result } from "../answers/result.ts";
import { ofCategories } from "./categories.ts";
import { ofSeries } from "./series.ts";
import { figure, insight, words } from "./wording.ts";

/** More than these nobody reads. */
const MOST = 4;

function ofOneRow(result: Result): Insight[] {
  const { rows } = result;
  const [measure] = measuresOf(result);
  const value = measure && rows[0]?.[measure.name];
  if (!measure || typeof value !== "number") return [];
  const label = labelsOf(result)[0];
  const said = figure("value", value, measure.unit);
  if (!label) return [insight("value")`${measure.label}: ${said}.`];
  return [insight("value")`${words("label", rows[0]?.[label.name] ?? null)}: ${measure.label.toLowerCase()} ${said}.`];
}

function ofRows({ rows, truncated }: Result): Insight[] {
  const count = figure("rows", rows.length);
  if (rows.length === 1 && !truncated) return [insight("rows")`${count} row was found.`];
  return [truncated ? insight("rows")`The first ${count} rows are shown; there are more.` : insight("rows")`${count} rows were found.`];
}

function ofGroups(result: Result, partial: boolean, asOf: string): Insight[] {
  const [label, more] = labelsOf(result);
  const [measure] = measuresOf(result);
  // Groups by two labels have no series or ranking of their own.
  if (!label || !measure || more) return [];
  return isPeriod(result, label) ? ofSeries(result, label, measure, asOf) : ofCategories(result, label, measure, partial);
}

export interface InsightOptions {
  /** The plan itself asked for the first few. */
  readonly limited: boolean;
  /** ISO 8601. */
  readonly asOf: string;
}

/** What the rows say, computed from nothing but them. */
export function insightsOf(result: Result, { limited, asOf }: InsightOptions): Insight[] {
  if (result.rows.length === 0) return [];
  if (result.rows.length === 1 && measuresOf(result).length > 0) return ofOneRow(result);
  const found = ofGroups(result, limited || result.truncated, asOf);
  return (found.length > 0 ? found : ofRows(result)).slice(0, MOST);
}

/** Sentences begin with a capital letter, labels do not always. */
export function asSentence(insight: Insight): Insight {
  return { ...insight, text: capital(insight.text) };
}
