import { stringify } from "yaml";
import type { CatalogDraft } from "./draft-catalog.ts";

const HEAD = `# Drafted from the database. Look through it before it is used: say what things mean, add the words that people use (synonyms,
# nouns, verbs, abbreviations), remove what nobody should ask about, and name the file in CATALOG_FILE.
`;

/** The draft as a catalog file. */
export function draftText(draft: CatalogDraft): string {
  return HEAD + stringify(draft, { aliasDuplicateObjects: false, lineWidth: 140 });
}
