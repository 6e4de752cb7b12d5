import { resolveImport } from "./check.ts";
import type { ImportFact } from "./module-facts.ts";

/** What each module loads of the others when it is loaded itself; types are gone by then. */
export function loadGraph(imports: ReadonlyMap<string, readonly ImportFact[]>): Map<string, string[]> {
  const targets = (file: string, facts: readonly ImportFact[]) =>
    facts
      .flatMap(({ specifier, typeOnly }) => (typeOnly ? [] : (resolveImport(file, specifier) ?? [])))
      .filter((target) => imports.has(target));
  return new Map([...imports].map(([file, facts]) => [file, targets(file, facts)]));
}

/** Each cycle that a walk over the graph comes upon, its first module repeated at the end. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    const start = trail.indexOf(file);
    if (start >= 0) cycles.push([...trail.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    trail.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    trail.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}
