import type { Catalog, CatalogColumn, CatalogEntity, CatalogMeasure, CatalogValue } from "../../../shared/catalog.ts";
import type { Profile } from "../../../shared/profile.ts";
import { type Cond, condOfFilter } from "./conditions.ts";
import { countryLabel, countryNames, countryOfCode } from "./countries.ts";
import { plural } from "./nouns.ts";
import { stem } from "./stem.ts";

/** What a phrase may stand for in the data. */
export type Sense =
  /** Rows of an entity: "customers", "deposits" (those of a type), "failed logins". `happening`: that rows came to be, as "sign-ups". */
  | {
      readonly kind: "entity";
      readonly entity: string;
      readonly where: readonly Cond[];
      readonly happening?: boolean;
      readonly mass?: boolean;
      readonly label: string;
    }
  /** Those who have such rows: "depositors". */
  | { readonly kind: "actor"; readonly entity: string; readonly where: readonly Cond[]; readonly label: string }
  /** To have such a row: "withdrew"; of `happening`, to come to be: "signed up". */
  | {
      readonly kind: "verb";
      readonly entity: string;
      readonly where: readonly Cond[];
      readonly happening?: boolean;
      readonly label: string;
    }
  | { readonly kind: "column"; readonly entity: string; readonly column: string; readonly label: string }
  | { readonly kind: "value"; readonly cond: Cond; readonly needsColumn: boolean }
  | { readonly kind: "country"; readonly code: string }
  | { readonly kind: "condition"; readonly entity: string; readonly where: readonly Cond[]; readonly label: string }
  | { readonly kind: "measure"; readonly measure: CatalogMeasure }
  | { readonly kind: "vague"; readonly index: number; readonly written: string }
  | { readonly kind: "absent"; readonly topic: string; readonly written: string };

interface Entry {
  readonly stems: readonly string[];
  readonly senses: Sense[];
}

/** The words of a catalog, found by their stems. */
export class Lexicon {
  readonly catalog: Catalog;
  private readonly byFirst = new Map<string, Entry[]>();
  /** Single words as they are written, for the correction of misspellings. */
  readonly vocabulary = new Set<string>();
  private readonly stems = new Set<string>();
  private readonly codes = new Set<string>();

  constructor(catalog: Catalog, profile: Profile) {
    this.catalog = catalog;
    for (const { short, means } of catalog.abbreviations) this.abbreviations.set(short.toLowerCase(), means.toLowerCase());
    for (const entity of catalog.entities) this.addEntity(entity, profile);
    this.addNamed();
    if (this.countryColumns().length > 0)
      for (const { name, code } of countryNames()) this.add(name, { kind: "country", code }, code.length > 0 && name.length > 3);
  }

  readonly abbreviations = new Map<string, string>();

  /** The longest phrase that begins at `index`, with all that it may stand for. */
  longest(stems: readonly string[], words: readonly string[], index: number): { senses: readonly Sense[]; length: number } | undefined {
    for (const entry of this.byFirst.get(stems[index] ?? "") ?? []) {
      if (!entry.stems.every((stemmed, offset) => stems[index + offset] === stemmed)) continue;
      const written = words.slice(index, index + entry.stems.length).join(" ");
      const senses = entry.senses.filter(
        (sense) => !("written" in sense) || sense.written === written || (sense.kind === "absent" && `${sense.written}s` === written),
      );
      if (senses.length > 0) return { senses, length: entry.stems.length };
    }
    return undefined;
  }

  /** Whether any phrase has the word. */
  knows(stemmed: string): boolean {
    return this.stems.has(stemmed);
  }

  countryOf(raw: string): string | undefined {
    const code = countryOfCode(raw);
    return code !== undefined && (raw === raw.toUpperCase() || this.codes.has(code)) ? code : undefined;
  }

  entity(name: string): CatalogEntity {
    const found = this.catalog.entities.find((entity) => entity.name === name);
    if (!found) throw new Error(`the catalog has no entity ${name}`);
    return found;
  }

  column(entity: string, name: string): CatalogColumn | undefined {
    return this.entity(entity).columns.find((column) => column.name === name);
  }

  countryColumns(): { entity: string; column: CatalogColumn }[] {
    return this.catalog.entities.flatMap(({ name, columns }) =>
      columns.filter(({ format }) => format?.startsWith("country")).map((column) => ({ entity: name, column })),
    );
  }

  /** The condition that a row of `entity` is of a country, by its own column of it. */
  countryCond(entity: string, code: string): Cond | undefined {
    const found = this.countryColumns().find((each) => each.entity === entity);
    return found && { entity, column: found.column.name, op: "eq", values: [code], label: countryLabel(code) };
  }

  private addEntity(entity: CatalogEntity, profile: Profile): void {
    const { name, label, happening } = entity;
    const rows: Sense = { kind: "entity", entity: name, where: [], label: label.many };
    for (const word of [label.one, label.many, name.replaceAll("_", " "), ...entity.synonyms]) this.add(word, rows);
    for (const noun of happening.nouns) this.add(noun, { ...rows, happening: true, label: noun });
    for (const verb of happening.verbs) this.add(verb, { kind: "verb", entity: name, where: [], happening: true, label: verb });
    for (const column of entity.columns) this.addColumn(entity, column, profile);
    for (const computed of entity.computed) {
      for (const word of [computed.label, ...computed.synonyms])
        this.add(word, { kind: "column", entity: name, column: computed.name, label: computed.label });
    }
  }

  private addColumn(entity: CatalogEntity, column: CatalogColumn, profile: Profile): void {
    for (const word of [column.label, column.name.replaceAll("_", " "), ...column.synonyms]) {
      this.add(word, { kind: "column", entity: entity.name, column: column.name, label: column.label });
    }
    for (const value of column.values) this.addValue(entity, column, value);
    const seen = profile.entities[entity.name]?.columns[column.name]?.values ?? [];
    if (column.format?.startsWith("country")) for (const { value } of seen) this.codes.add(String(value));
    if (column.type !== "text" || column.format !== undefined || column.values.length > 0) return;
    for (const { value } of seen) {
      this.add(String(value), {
        kind: "value",
        cond: { entity: entity.name, column: column.name, op: "eq", values: [value], label: String(value) },
        needsColumn: false,
      });
    }
  }

  private addValue(entity: CatalogEntity, column: CatalogColumn, value: CatalogValue): void {
    const label = value.label ?? String(value.value).replaceAll("_", " ");
    const cond: Cond = { entity: entity.name, column: column.name, op: "eq", values: [value.value], label };
    const isWord = typeof value.value === "string";
    for (const word of [...(isWord ? [label, String(value.value).replaceAll("_", " ")] : []), ...value.synonyms])
      this.add(word, { kind: "value", cond, needsColumn: value.needsColumn && phraseWords(word).length === 1 });
    const rows = { entity: entity.name, where: [cond] };
    for (const noun of value.nouns) this.add(noun, { kind: "entity", ...rows, label: noun, ...(value.mass ? { mass: true } : {}) });
    for (const verb of value.verbs) this.add(verb, { kind: "verb", ...rows, label: verb });
    for (const actor of value.actors) this.add(actor, { kind: "actor", ...rows, label: actor });
  }

  private addNamed(): void {
    const { conditions, measures, vague, absent } = this.catalog;
    for (const { entity, label, synonyms, nouns, where } of conditions) {
      const conds = where.map((filter) => condOfFilter(entity, filter, label));
      for (const word of [label, ...synonyms]) this.add(word, { kind: "condition", entity, where: conds, label });
      for (const noun of nouns) this.add(noun, { kind: "entity", entity, where: conds, label: noun });
    }
    for (const measure of measures) for (const word of [measure.label, ...measure.synonyms]) this.add(word, { kind: "measure", measure });
    for (const [index, { words }] of vague.entries())
      for (const word of words) this.add(word, { kind: "vague", index, written: phraseWords(word).join(" ") });
    for (const { topic, words } of absent)
      for (const word of words) this.add(word, { kind: "absent", topic, written: phraseWords(word).join(" ") });
  }

  private add(phrase: string, sense: Sense, spellable = true): void {
    const words = phraseWords(phrase);
    const stems = words.map(stem);
    const [first] = stems;
    if (first === undefined) return;
    for (const stemmed of stems) this.stems.add(stemmed);
    if (spellable) for (const word of words) if (word.length > 3) this.vocabulary.add(word).add(plural(word));
    const entries = this.byFirst.get(first) ?? [];
    this.byFirst.set(first, entries);
    const known = entries.find((entry) => entry.stems.join(" ") === stems.join(" "));
    if (!known) {
      entries.push({ stems, senses: [sense] });
      entries.sort((a, b) => b.stems.length - a.stems.length);
    } else if (!known.senses.some((other) => JSON.stringify(other) === JSON.stringify(sense))) known.senses.push(sense);
  }
}

/** The words of a phrase as the tokenizer would make them. */
export function phraseWords(phrase: string): string[] {
  return phrase
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/e-mail/g, "email")
    .split(/[^\p{L}\p{N}']+/u)
    .map((word) => word.replace(/'s?$/, "").replace(/'/g, ""))
    .filter((word) => word !== "");
}
