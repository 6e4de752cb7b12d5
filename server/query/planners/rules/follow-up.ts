import type { Frame } from "./frame.ts";
import type { Reading } from "./mentions.ts";
import type { Roles } from "./roles.ts";

/** The frame of the question before with what a follow-up changes in it; undefined when this is a question of its own. */
export function edited(_previous: Frame, _reading: Reading, _roles: Roles): Frame | undefined {
  return undefined;
}
