import type { ReaderRow } from "./reader.ts";

export interface ReadRequest {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}
export type ReadReply = { readonly id: number; readonly rows: readonly ReaderRow[] } | { readonly id: number; readonly error: string };
