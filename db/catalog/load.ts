import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { type Catalog, catalogSchema } from "../../shared/catalog.ts";
import { CatalogError, type CatalogPath, type CatalogProblem, pathText } from "./problem.ts";
import { findReferenceProblems } from "./references.ts";

/** The catalog of the demo data. */
export const DEMO_CATALOG_FILE = fileURLToPath(new URL("./demo.yaml", import.meta.url));
/** The catalog of what Crowsnest itself has stored. */
export const OWN_CATALOG_FILE = fileURLToPath(new URL("./crowsnest.yaml", import.meta.url));

/** Where the entry is, or the nearest one around it that is in the file. */
function lineOf(document: Document, lines: LineCounter, path: CatalogPath): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** The catalog of a YAML or JSON text; `name` is how messages call it. Throws {@link CatalogError}. */
export function parseCatalog(text: string, name: string): Catalog {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: "core", version: "1.2", stringKeys: true });
  const [broken] = document.errors;
  if (broken) throw new CatalogError(`${name}:${broken.linePos?.[0].line ?? 1}: not plain YAML: ${broken.message.split("\n")[0]}`);
  const fail = ({ path, message }: CatalogProblem, more: number): never => {
    const others = more > 0 ? ` (and ${more} more)` : "";
    throw new CatalogError(`${name}:${lineOf(document, lines, path)}: ${pathText(path) || "the file"}: ${message}${others}`);
  };
  const result = catalogSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!result.success) {
    const [first] = result.error.issues;
    return fail({ path: (first?.path ?? []) as CatalogPath, message: first?.message ?? "wrong" }, result.error.issues.length - 1);
  }
  const [first, ...more] = findReferenceProblems(result.data);
  if (first) fail(first, more.length);
  return result.data;
}

/** The last text that was read and what it says: parsing takes a tenth of a second, and servers in one process read the same file. */
let last: { readonly file: string; readonly text: string; readonly catalog: Catalog } | undefined;

/** Reads a catalog file. Throws {@link CatalogError}. */
export function loadCatalog(file: string): Catalog {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new CatalogError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  if (last?.file !== file || last.text !== text) last = { file, text, catalog: parseCatalog(text, file) };
  return last.catalog;
}
