import type { Catalog } from "../../shared/catalog.ts";
import type { Mission } from "./ports.ts";

/** What a mission lacks on a schema, in words; undefined when it has all it reads. */
export function missingFor({ needs }: Pick<Mission, "needs">, { entities }: Pick<Catalog, "entities">): string | undefined {
  for (const [name, columns] of Object.entries(needs)) {
    const entity = entities.find((each) => each.name === name);
    if (!entity) return `the data have no ${name}`;
    const known = new Set(entity.columns.map((column) => column.name));
    const absent = columns.filter((column) => !known.has(column));
    if (absent.length > 0) return `${name} have no ${absent.join(", ")}`;
  }
  return undefined;
}
