import type { Node, SelectStmt } from "libpg-query";
import { UnsafeSqlError } from "../../ports.ts";
import type { Facts } from "./facts.ts";
import type { TableList } from "./policy.ts";
import type { Scope } from "./scope.ts";

type KeysOfUnion<T> = T extends T ? keyof T : never;
/** The name of a kind of node in Postgres's parse tree. */
export type NodeKind = KeysOfUnion<Node>;
export type NodeOf<K extends NodeKind> = Extract<Node, { [P in K]: unknown }>[K];

/** What the checks of a Postgres statement share. */
export interface PostgresWalk {
  readonly tables: TableList;
  readonly facts: Facts;
  /** Checks a query inside another one and tells the names of its columns. */
  select(node: SelectStmt, scope: Scope): readonly string[];
}

/** The node if it is of the kind. */
export function as<K extends NodeKind>(kind: K, node: Node | undefined): NodeOf<K> | undefined {
  return node === undefined ? undefined : (node as unknown as { readonly [P in K]?: NodeOf<K> })[kind];
}

/** The texts of a list of names. Throws when something else is among them. */
export function namesOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => {
    const name = as("String", node)?.sval;
    if (name === undefined) throw new UnsafeSqlError("the SQL has a name of an unknown kind");
    return name;
  });
}

/** The last part of a name that is in the catalog `pg_catalog` or says nothing of a schema. */
export function builtinName(nodes: readonly Node[] | undefined): string | undefined {
  const names = namesOf(nodes);
  if (names.length === 2 && names[0] === "pg_catalog") return names[1];
  return names.length === 1 ? names[0] : undefined;
}

/** Throws unless the node has nothing but the given properties, so that a clause nobody thought of is refused. */
export function checkOnly(what: string, node: object, known: readonly string[]): void {
  const other = Object.keys(node).find((key) => !known.includes(key));
  if (other !== undefined) throw new UnsafeSqlError(`${what} may not have ${other}`);
}
