import type { Catalog } from "../../shared/catalog.ts";
import type { Mission } from "./ports.ts";

/** What a mission lacks on a schema and its past, in words; undefined when it has all it reads. */
export function missingFor(
  { needs, needsDays = 0 }: Pick<Mission, "needs" | "needsDays">,
  { entities }: Pick<Catalog, "entities">,
  historyDays: number,
): string | undefined {
  for (const [name, columns] of Object.entries(needs)) {
    const entity = entities.find((each) => each.name === name);
    if (!entity) return `the data have no ${name}`;
    const known = new Set(entity.columns.map((column) => column.name));
    const absent = columns.filter((column) => !known.has(column));
    if (absent.length > 0) return `${name} have no ${absent.join(", ")}`;
  }
  if (historyDays < needsDays) return `the data go back ${historyDays} whole days, ${needsDays} are compared with`;
  return undefined;
}
