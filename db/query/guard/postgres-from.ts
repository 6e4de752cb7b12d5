import type { Alias, JoinExpr, Node, RangeFunction, RangeTableSample, RangeVar } from "libpg-query";
import { UnsafeSqlError } from "../../ports.ts";
import { checkNode, checkNodes, checkType } from "./postgres-expressions.ts";
import { outputName } from "./postgres-names.ts";
import { as, builtinName, namesOf, type PostgresWalk } from "./postgres-walk.ts";
import { checkWhole, quoted, type Scope, type Source } from "./scope.ts";

/** Adds what stands in FROM to the scope, from left to right, so that what comes later may look at what came before. */
export function addSource(node: Node, scope: Scope, walk: PostgresWalk): Source[] {
  const added = sourcesOf(node, scope, walk);
  scope.sources.push(...added);
  return added;
}

function sourcesOf(node: Node, scope: Scope, walk: PostgresWalk): Source[] {
  const [table, query, call] = [as("RangeVar", node), as("RangeSubselect", node), as("RangeFunction", node)];
  if (table) return [tableSource(table, scope, walk)];
  if (query) {
    const select = as("SelectStmt", query.subquery);
    if (select === undefined) throw new UnsafeSqlError("only SELECT is allowed");
    return [renamed(walk.select(select, scope), query.alias)];
  }
  if (call) return [functionSource(call, scope, walk)];
  const join = as("JoinExpr", node);
  if (join) return joinSources(join, scope, walk);
  const sample = as("RangeTableSample", node);
  if (sample) return sampleSources(sample, scope, walk);
  throw new UnsafeSqlError(`${Object.keys(node)[0] ?? "something"} is not allowed in FROM`);
}

function tableSource({ catalogname, schemaname, relname = "", alias }: RangeVar, scope: Scope, walk: PostgresWalk): Source {
  if (catalogname !== undefined) throw new UnsafeSqlError("another database is not to be named");
  const cte = schemaname === undefined ? scope.findCte(relname) : undefined;
  if (cte) return renamed([...cte.columns], alias, cte.name);
  const table = walk.tables.find(schemaname, relname);
  if (table === undefined) throw new UnsafeSqlError(`${quoted(relname)} is not a table of the catalog`);
  const source = { ...renamed(table.columns, alias, relname), partial: table.partial ?? false };
  // New names go by the place of a column, which the catalog does not know.
  if (alias?.colnames) checkWhole(source);
  return source;
}

/** A source under its alias; the alias may give names to the first columns. */
function renamed(columns: readonly string[], alias: Alias | undefined, name?: string): Source {
  const given = namesOf(alias?.colnames);
  return { name: alias?.aliasname ?? name, columns: new Set([...given, ...columns.slice(given.length)]), partial: false };
}

function functionSource({ functions = [], alias, coldeflist, ordinality }: RangeFunction, scope: Scope, walk: PostgresWalk): Source {
  const calls = functions.flatMap((entry) => as("List", entry)?.items?.slice(0, 1) ?? []);
  checkNodes(calls, scope, walk);
  const own = calls.flatMap((call) => functionColumns(outputName(call)));
  const defined = (coldeflist ?? []).map((node) => {
    const column = as("ColumnDef", node);
    checkType(column?.typeName);
    return column?.colname ?? "";
  });
  const columns = [...namesOf(alias?.colnames), ...defined, ...own, ...(alias?.aliasname ? [alias.aliasname] : [])];
  walk.facts.tableFunctions = true;
  return { name: alias?.aliasname ?? own[0], columns: new Set(ordinality ? [...columns, "ordinality"] : columns), partial: false };
}

function functionColumns(name: string): string[] {
  return /^jsonb?_(each|array_elements)/.test(name) ? [name, "key", "value"] : [name];
}

function joinSources(node: JoinExpr, scope: Scope, walk: PostgresWalk): Source[] {
  if (node.larg === undefined || node.rarg === undefined) throw new UnsafeSqlError("a join has two sides");
  const left = addSource(node.larg, scope, walk);
  const right = addSource(node.rarg, scope, walk);
  const both = [...left, ...right];
  if (node.isNatural) for (const source of both) checkWhole(source);
  const using = namesOf(node.usingClause);
  for (const name of using)
    for (const side of [left, right])
      if (!side.some(({ columns }) => columns.has(name))) throw new UnsafeSqlError(`there is no column ${quoted(name)} to join by`);
  checkNode(node.quals, scope, walk);
  const extra = node.join_using_alias ? [renamed(using, node.join_using_alias)] : [];
  return node.alias ? [...extra, joined(both, node.alias)] : extra;
}

/** A join under a name of its own. */
function joined(sides: readonly Source[], alias: Alias): Source {
  for (const side of sides) checkWhole(side);
  return renamed(
    sides.flatMap(({ columns }) => [...columns]),
    alias,
  );
}

function sampleSources({ relation, method, args, repeatable }: RangeTableSample, scope: Scope, walk: PostgresWalk): Source[] {
  const name = builtinName(method);
  if (name !== "system" && name !== "bernoulli") throw new UnsafeSqlError("the way to sample is not allowed");
  checkNodes([...(args ?? []), repeatable], scope, walk);
  if (relation === undefined) throw new UnsafeSqlError("a sample is of a table");
  return sourcesOf(relation, scope, walk);
}
