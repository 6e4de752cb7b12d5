import type { Frame } from "./frame.ts";

/** What is missing before a question can be answered. */
export type OpenSlot = "measure" | "subject" | "period" | "value" | "grain";

export type Interpretation =
  | { readonly frame: Frame }
  | { readonly open: OpenSlot }
  /** Words that no reading has a use for. */
  | { readonly unread: string };

/** What every frame has, empty. */
export const NO_FRAME = { measures: [], groups: [], having: [], columns: [] } as const;
