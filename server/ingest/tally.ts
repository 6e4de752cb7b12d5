import type { AppendResult } from "../../db/ports.ts";
import type { IngestError, IngestResult } from "../../shared/events.ts";
import { type FieldError, MAX_ERRORS } from "../../shared/problems.ts";
import { invalid } from "../http/api-error.ts";

/** What became of the events of one request. */
export interface Tally {
  /** How many events were read so far; the index of the next one. */
  readonly seen: number;
  reject(errors: readonly FieldError[]): void;
  /** Counts the next event in; returns its index. */
  next(): number;
  /** Takes over what the log says of events whose indexes in the request are `indexes`. */
  committed(result: AppendResult, indexes: readonly number[]): void;
  /** The answer. Throws `invalid` when the request held no valid event. */
  result(pathOf?: (error: IngestError) => string): IngestResult;
  /** The counts alone, for a request that the store ended. */
  counts(): Omit<IngestResult, "errors">;
}

function indexedPath({ index, path }: IngestError): string {
  return path === "" ? String(index) : `${index}.${path}`;
}

export function createTally(): Tally {
  const errors: IngestError[] = [];
  let seen = 0;
  let accepted = 0;
  let duplicates = 0;
  let rejected = 0;
  const list = (error: IngestError) => {
    if (errors.length < MAX_ERRORS) errors.push(error);
  };
  const counts = () => ({ accepted, duplicates, rejected });
  return {
    get seen() {
      return seen;
    },
    next: () => seen++,
    reject(found) {
      rejected += 1;
      for (const { path, message } of found) list({ index: seen, path, message });
      seen += 1;
    },
    committed(result, indexes) {
      accepted += result.accepted;
      duplicates += result.duplicates.length;
      for (const reused of result.reused) list({ index: indexes[reused] ?? reused, path: "id", message: "id_reused" });
    },
    counts,
    result(pathOf = indexedPath) {
      if (accepted + duplicates > 0) return { ...counts(), errors: errors.sort((a, b) => a.index - b.index) };
      const fields = errors.map((error) => ({ path: pathOf(error), message: error.message }));
      throw invalid(fields, seen === 0 ? "The body holds no event." : "None of the events is valid.");
    },
  };
}
