import type { FieldError } from "../../../shared/problems.ts";

/** The schema's words for what was left empty say nothing to a person. */
function words(message: string): string {
  if (/received undefined/.test(message)) return "Is needed";
  if (/expected number/.test(message)) return "A number";
  if (/^Too small: expected array/.test(message)) return "Is needed";
  if (/^Too small: expected string/.test(message)) return "Is needed";
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** What is wrong at a place of the definition or within it. */
export function errorAt(errors: readonly FieldError[], path: string): string | undefined {
  const found = errors.find((error) => error.path === path || error.path.startsWith(`${path}.`));
  return found ? words(found.message) : undefined;
}
