import type { Page, PageQuery } from "../../shared/api.ts";
import { invalid } from "../http/api-error.ts";

/** A page of a list that is whole in memory; the cursor is the number of items before it. */
export function paginate<T>(items: readonly T[], { limit, cursor }: PageQuery): Page<T> {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw invalid([{ path: "cursor", message: "not a cursor of this list" }]);
  const start = Number(cursor ?? 0);
  const end = start + limit;
  return { items: items.slice(start, end), nextCursor: end < items.length ? String(end) : null };
}
