export type CatalogPath = readonly (string | number)[];

/** Something wrong with an entry of a catalog. */
export interface CatalogProblem {
  readonly path: CatalogPath;
  readonly message: string;
}

/** A catalog that cannot be used; the message is one line with the file, the line in it and the path of the first wrong entry. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
}

/** `entities[1].columns[2].type` */
export function pathText(path: CatalogPath): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("");
}
