import { termsOf } from "../../lib/event-filter.ts";
import { EMPTY_FORM, type FilterRow, type MetricForm, newKey } from "./metric-form.ts";

/** A new metric's form, filled from the filter of the events page when the address carries one. */
export function seedForm(params: URLSearchParams): MetricForm {
  const terms = termsOf(params);
  const types = terms.filter(({ field, out }) => field === "type" && !out).map(({ value }) => value);
  const where = terms
    .filter(({ field, out }) => field !== "type" || out)
    .map(({ field, value, out }): FilterRow => ({ key: newKey(), field, op: out ? "ne" : "eq", value }));
  return { ...EMPTY_FORM, types: types.join(", "), where };
}
