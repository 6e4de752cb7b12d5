import type { Row } from "../../../shared/answers.ts";
import type { Catalog } from "../../../shared/catalog.ts";
import type { Result, ResultColumn } from "./result.ts";

const MASK = "•••";

/** Which columns of which entities are shown masked. */
export interface Sensitivity {
  isSensitive(entity: string, path: readonly string[]): boolean;
}

/** Reads the catalog's marks; a path leads from its entity over relations to a column. */
export function sensitivityOf({ entities, relations }: Catalog): Sensitivity {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  return {
    isSensitive(entity, path) {
      const target = path
        .slice(0, -1)
        .reduce<string | undefined>(
          (at, name) => relations.find((each) => each.from.entity === at && each.name === name)?.to.entity,
          entity,
        );
      const found = target === undefined ? undefined : byName.get(target);
      // What cannot be found is not shown.
      return found?.sensitive !== false || (found.columns.find(({ name }) => name === path.at(-1))?.sensitive ?? true);
    },
  };
}

function isMasked({ lineage }: ResultColumn, sensitivity: Sensitivity): boolean {
  return lineage.sources.some(({ entity, path, plain }) => plain && sensitivity.isSensitive(entity, path));
}

/** The result with what is sensitive masked; an empty cell stays empty. */
export function masked(result: Result, sensitivity: Sensitivity): Result {
  const hidden = result.columns.filter((column) => isMasked(column, sensitivity)).map(({ name }) => name);
  if (hidden.length === 0) return result;
  const cover = (row: Row): Row => ({ ...row, ...Object.fromEntries(hidden.map((name) => [name, row[name] === null ? null : MASK])) });
  const columns = result.columns.map((column) => (hidden.includes(column.name) ? { ...column, type: "string" as const } : column));
  return { ...result, columns, rows: result.rows.map(cover) };
}
