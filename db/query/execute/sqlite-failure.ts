import { UnsafeSqlError } from "../../ports.ts";
import type { ChildFailure } from "./child-protocol.ts";

/** What a value did not allow, in our words: those of the driver do not leave the server. */
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/integer overflow/i, "an integer is too large"],
  [/malformed JSON/i, "a text is not JSON"],
  [/JSON path/i, "a JSON path is not well-formed"],
  [/ESCAPE expression/i, "ESCAPE takes one character"],
  [/frame (starting|ending) offset/i, "a window's frame has an offset that is not allowed"],
  [/ntile|nth_value/i, "a window function has an argument that is not allowed"],
  [/percentile/i, "a percentile lies between its bounds"],
];

const LIMITS: ReadonlySet<string> = new Set(["SQLITE_NOMEM", "SQLITE_TOOBIG", "SQLITE_FULL"]);
const UNREACHABLE = /^SQLITE_(BUSY|CANTOPEN|CORRUPT|IOERR|NOTADB|PROTOCOL|LOCKED)/;

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

/** What becomes of an error of the engine; `compiling` tells whether the statement had begun to run. */
export function failureOf(error: unknown, compiling: boolean): ChildFailure {
  if (error instanceof UnsafeSqlError) return { kind: "failed", reason: "unsafe", message: error.message };
  const code = codeOf(error);
  if (LIMITS.has(code)) return { kind: "failed", reason: "limit", message: "the statement makes values that are too large" };
  if (UNREACHABLE.test(code)) return { kind: "failed", reason: "unreachable", message: "the database cannot be read" };
  const text = error instanceof Error ? error.message : "";
  // A text that is too long for JavaScript never gets to be a value.
  if (error instanceof RangeError || /string longer than|Invalid string length/i.test(text)) {
    return compiling
      ? { kind: "failed", reason: "unsafe", message: "the SQL has not as many parameters as values" }
      : { kind: "failed", reason: "limit", message: "the statement makes values that are too large" };
  }
  if (compiling) return { kind: "failed", reason: "unsafe", message: "SQLite cannot make a program of the SQL" };
  const known = VALUES.find(([pattern]) => pattern.test(text))?.[1];
  return { kind: "failed", reason: "failed", message: known ?? "a value is not one that the statement can compute with" };
}
