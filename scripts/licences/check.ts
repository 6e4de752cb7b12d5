import { isSatisfied } from "./expression.ts";
import type { InstalledPackage } from "./packages.ts";
import { shippedLicences, toolLicences } from "./policy.ts";
import { forbiddenWords, recogniseLicences } from "./recognise.ts";

/**
 * What is wrong with a package's licence, undefined when it may be used.
 * The field and the files both have to be fine: a package may change its text and keep its field.
 */
export function licenceProblem({ field, texts }: InstalledPackage, shipped: boolean): string | undefined {
  const allowed = shipped ? shippedLicences : toolLicences;
  if (!isSatisfied(field, allowed)) return `its license field is ${field === "" ? "missing" : `"${field}"`}`;
  for (const text of texts) {
    const words = forbiddenWords(text);
    if (words.length > 0) return `its licence file speaks of "${words.join('", "')}"`;
    const recognised = recogniseLicences(text);
    if (recognised.length === 0) return "its licence file is not one of the known texts";
    if (!recognised.some((licence) => allowed.includes(licence))) return `its licence file is ${recognised.join(", ")}`;
  }
  return undefined;
}
