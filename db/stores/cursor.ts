import { BadCursorError } from "../ports.ts";

/** A place in a list ordered by time and id, as the opaque text that a client sends back. */
export interface TimeCursor {
  readonly at: number;
  readonly id: string;
}

export function encodeCursor({ at, id }: TimeCursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/** Throws {@link BadCursorError} for anything that {@link encodeCursor} did not make. */
export function decodeCursor(text: string): TimeCursor {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (Array.isArray(parts) && parts.length === 2) {
      const [at, id] = parts as [unknown, unknown];
      if (typeof at === "number" && typeof id === "string" && encodeCursor({ at, id }) === text) return { at, id };
    }
  } catch {
    // Not JSON: no cursor of ours, as below.
  }
  throw new BadCursorError("not a cursor of this list");
}

/** A cursor that is the number of the last row. Throws {@link BadCursorError}. */
export function decodeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new BadCursorError("not a cursor of this list");
  return Number(text);
}
