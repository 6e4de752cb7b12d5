import type { CommonTableExpr, Node, SelectStmt, WithClause } from "libpg-query";
import { UnsafeSqlError } from "../../ports.ts";
import { checkNode, checkNodes } from "./postgres-expressions.ts";
import { addSource } from "./postgres-from.ts";
import { outputName } from "./postgres-names.ts";
import { as, checkOnly, namesOf, type PostgresWalk } from "./postgres-walk.ts";
import { checkWidth, Scope } from "./scope.ts";

/** Every clause a SELECT may have: not INTO, and no locks. */
const CLAUSES = [
  "distinctClause",
  "targetList",
  "fromClause",
  "whereClause",
  "groupClause",
  "groupDistinct",
  "havingClause",
  "windowClause",
  "valuesLists",
  "sortClause",
  "limitOffset",
  "limitCount",
  "limitOption",
  "withClause",
  "op",
  "all",
  "larg",
  "rarg",
];

type Listen = (outputs: readonly string[]) => void;

/** Checks a query and tells the names of its columns; `onFirst` hears them before the right arm of a set operation is read. */
export function checkSelect(node: SelectStmt, outer: Scope, walk: PostgresWalk, onFirst?: Listen): readonly string[] {
  checkOnly("a SELECT", node, CLAUSES);
  const scope = new Scope(outer);
  addCtes(node.withClause, scope, walk);
  return node.larg || node.rarg ? checkSetOperation(node, scope, walk, onFirst) : checkSimple(node, scope, walk, onFirst);
}

function checkSetOperation({ larg, rarg, ...node }: SelectStmt, scope: Scope, walk: PostgresWalk, onFirst?: Listen): readonly string[] {
  const outputs = larg ? checkSelect(larg, scope, walk, onFirst) : [];
  onFirst?.(outputs);
  if (rarg) checkSelect(rarg, scope, walk);
  checkEnd(node, outputs, scope, walk);
  return outputs;
}

function checkSimple(node: SelectStmt, scope: Scope, walk: PostgresWalk, onFirst?: Listen): readonly string[] {
  for (const source of node.fromClause ?? []) addSource(source, scope, walk);
  const outputs = node.valuesLists
    ? valuesOutputs(node.valuesLists)
    : checkWidth((node.targetList ?? []).flatMap((target) => checkTarget(target, scope, walk)));
  onFirst?.(outputs);
  checkNodes([...(node.valuesLists ?? []), node.whereClause, node.havingClause, ...(node.windowClause ?? [])], scope, walk);
  checkByOutput([...(node.groupClause ?? []), ...(node.distinctClause ?? [])], outputs, scope, walk);
  checkEnd(node, outputs, scope, walk);
  return outputs;
}

function valuesOutputs(lists: readonly Node[]): string[] {
  return (as("List", lists[0])?.items ?? []).map((_item, index) => `column${index + 1}`);
}

function checkEnd({ sortClause, limitOffset, limitCount }: SelectStmt, outputs: readonly string[], scope: Scope, walk: PostgresWalk): void {
  checkByOutput(sortClause ?? [], outputs, scope, walk);
  checkNodes([limitOffset, limitCount], scope, walk);
}

/** Checks expressions which may also be the bare name of an output. */
function checkByOutput(nodes: readonly Node[], outputs: readonly string[], scope: Scope, walk: PostgresWalk): void {
  for (const node of nodes) {
    const fields = as("ColumnRef", as("SortBy", node)?.node ?? node)?.fields ?? [];
    const name = fields.length === 1 ? as("String", fields[0])?.sval : undefined;
    if (name === undefined || !outputs.includes(name)) checkNode(node, scope, walk);
  }
}

function checkTarget(node: Node, scope: Scope, walk: PostgresWalk): string[] {
  const target = as("ResTarget", node);
  if (target?.val === undefined || target.indirection) throw new UnsafeSqlError("the SQL has a result of an unknown kind");
  const fields = as("ColumnRef", target.val)?.fields ?? [];
  if (as("A_Star", fields.at(-1)) !== undefined) return scope.star(namesOf(fields.slice(0, -1)).at(-1));
  checkNode(target.val, scope, walk);
  return [target.name ?? outputName(target.val)];
}

function addCtes(node: WithClause | undefined, scope: Scope, walk: PostgresWalk): void {
  for (const entry of node?.ctes ?? []) {
    const cte = as("CommonTableExpr", entry);
    if (cte === undefined) throw new UnsafeSqlError("the SQL has a WITH of an unknown kind");
    addCte(cte, node?.recursive ?? false, scope, walk);
  }
}

function addCte(node: CommonTableExpr, recursive: boolean, scope: Scope, walk: PostgresWalk): void {
  const { ctename = "", aliascolnames, ctequery, search_clause, cycle_clause } = node;
  const select = as("SelectStmt", ctequery);
  if (select === undefined) throw new UnsafeSqlError("only SELECT is allowed in WITH");
  const given = namesOf(aliascolnames);
  const added = [search_clause?.search_seq_column, cycle_clause?.cycle_mark_column, cycle_clause?.cycle_path_column];
  const define = (outputs: readonly string[], where: Scope): void => {
    const columns = new Set([...given, ...outputs.slice(given.length), ...added.filter((name) => name !== undefined)]);
    where.defineCte(ctename, { name: ctename, columns, partial: false });
  };
  const inside = new Scope(scope);
  // Only a recursive one reads itself; otherwise its name still means the table that it will hide.
  const outputs = checkSelect(select, inside, walk, recursive ? (first) => define(first, inside) : undefined);
  define(outputs, scope);
}
