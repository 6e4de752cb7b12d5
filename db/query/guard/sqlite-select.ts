import type {
  As,
  CommonTableExpr,
  Expr,
  FromClause,
  JoinedSelectTable,
  OneSelect,
  ResultColumn,
  Select,
  SelectFrom,
  SelectTable,
} from "sqlite3-parser";
import { UnsafeSqlError } from "../../ports.ts";
import { checkWhole, checkWidth, quoted, Scope, type Source } from "./scope.ts";
import { checkAll, checkExpr, checkOrder, checkTableFunction, checkWindow } from "./sqlite-expressions.ts";
import { folded, namedTable, type SqliteWalk } from "./sqlite-walk.ts";

/** Checks a query and tells the names of its columns; `onFirst` hears them as soon as they are known, before the other arms are read. */
export function checkSelect(
  node: Select,
  outer: Scope,
  walk: SqliteWalk,
  onFirst?: (outputs: readonly string[]) => void,
): readonly string[] {
  const scope = new Scope(outer);
  for (const cte of node.with?.ctes ?? []) checkCte(cte, scope, walk);
  const first = checkOne(node.select, scope, walk);
  onFirst?.(first.outputs);
  const rest = (node.compounds ?? []).map(({ select }) => checkOne(select, scope, walk));
  checkEnd(node, scope, [first, ...rest], walk);
  return first.outputs;
}

/** ORDER BY sees the outputs of every arm and what the arms read; LIMIT sees neither, but looking is harmless. */
function checkEnd({ orderBy = [], limit }: Select, scope: Scope, arms: readonly Arm[], walk: SqliteWalk): void {
  const end = new Scope(scope);
  for (const { outputs, sources } of arms) {
    for (const output of outputs) end.aliases.add(output);
    end.sources.push(...sources);
  }
  checkOrder(orderBy, end, walk);
  if (limit) checkAll([limit.expr, limit.offset], end, walk);
}

function checkCte({ tblName, columns, select }: CommonTableExpr, scope: Scope, walk: SqliteWalk): void {
  const name = folded(tblName.text);
  const given = columns?.map(({ colName }) => folded(colName.text));
  const inside = new Scope(scope);
  // A recursive one reads itself by the columns of its first arm, which itself does not.
  const outputs = checkSelect(select, inside, walk, (first) => inside.defineCte(name, sourceOf(name, given ?? first)));
  scope.defineCte(name, sourceOf(name, given ?? outputs));
}

interface Arm {
  readonly outputs: readonly string[];
  readonly sources: readonly Source[];
}

function checkOne(node: OneSelect, outer: Scope, walk: SqliteWalk): Arm {
  if (node.type === "SelectFrom") return checkSelectFrom(node, outer, walk);
  for (const { values } of node.values) checkAll(values, outer, walk);
  return { outputs: (node.values[0]?.values ?? []).map((_value, index) => `column${index + 1}`), sources: [] };
}

function checkSelectFrom(node: SelectFrom, outer: Scope, walk: SqliteWalk): Arm {
  const scope = new Scope(outer);
  if (node.from) addFrom(node.from, scope, walk);
  const outputs = checkWidth(node.columns.flatMap((column) => checkResult(column, scope, walk)));
  const clauses = new Scope(scope);
  for (const output of outputs) clauses.aliases.add(output);
  checkAll([node.whereClause, ...(node.groupBy ?? []), node.having], clauses, walk);
  for (const { window } of node.windowClause ?? []) checkWindow(window, clauses, walk);
  return { outputs, sources: scope.sources };
}

function checkResult(node: ResultColumn, scope: Scope, walk: SqliteWalk): string[] {
  switch (node.type) {
    case "StarResultColumn":
      return scope.star().filter(isShown);
    case "TableStarResultColumn":
      return scope.star(folded(node.table.text)).filter(isShown);
    case "ExprResultColumn":
      checkExpr(node.expr, scope, walk);
      return [aliasOf(node.alias) ?? outputName(node.expr, walk.text)];
    default:
      throw new UnsafeSqlError("the SQL has a result of an unknown kind");
  }
}

/** `*` does not show the row id, which every table has under three names. */
function isShown(column: string): boolean {
  return column !== "rowid" && column !== "oid" && column !== "_rowid_";
}

function aliasOf(alias: As | undefined): string | undefined {
  return alias && folded(alias.name.text);
}

/** What SQLite calls a result without a name of its own: a column's name, otherwise the text as it is written. */
function outputName(node: Expr, text: string): string {
  if (node.type === "Id") return folded(node.name);
  if (node.type === "NameExpr") return folded(node.name.text);
  if (node.type === "QualifiedExpr") return folded(node.column.text);
  return folded(text.slice(node.span.offset, node.span.offset + node.span.length).trim());
}

function sourceOf(name: string | undefined, columns: readonly string[]): Source {
  return { name, columns: new Set(columns), partial: false };
}

function addFrom({ select, joins = [] }: FromClause, scope: Scope, walk: SqliteWalk): void {
  if (select) scope.sources.push(...sourcesOf(select, scope, walk));
  for (const join of joins) addJoin(join, scope, walk);
}

const NATURAL = 4;

function addJoin({ operator, table, constraint }: JoinedSelectTable, scope: Scope, walk: SqliteWalk): void {
  const left = [...scope.sources];
  const right = sourcesOf(table, scope, walk);
  scope.sources.push(...right);
  if (operator.type === "TypedJoinJoinOperator" && ((operator.joinType ?? 0) & NATURAL) !== 0)
    for (const source of [...left, ...right]) checkWhole(source);
  if (constraint?.type === "OnJoinConstraint") checkExpr(constraint.expr, scope, walk);
  if (constraint?.type !== "UsingJoinConstraint") return;
  for (const { text } of constraint.columns) {
    const name = folded(text);
    for (const side of [left, right])
      if (!side.some(({ columns }) => columns.has(name))) throw new UnsafeSqlError(`there is no column ${quoted(name)} to join by`);
  }
}

function sourcesOf(node: SelectTable, scope: Scope, walk: SqliteWalk): Source[] {
  const alias = aliasOf(node.alias);
  switch (node.type) {
    case "TableSelectTable": {
      if (node.indexed?.type === "IndexedByIndexed") throw new UnsafeSqlError("INDEXED BY is not allowed");
      const source = namedTable(node.tblName, scope, walk);
      return [{ ...source, name: alias ?? folded(node.tblName.objName.text) }];
    }
    case "TableCallSelectTable": {
      const { dbName, objName } = node.tblName;
      return [sourceOf(alias ?? folded(objName.text), checkTableFunction(dbName?.text, objName.text, node.args ?? [], scope, walk))];
    }
    case "SelectSelectTable":
      return [sourceOf(alias, walk.select(node.select, scope))];
    case "SubSelectTable": {
      const inside = new Scope(scope);
      addFrom(node.from, inside, walk);
      return alias === undefined ? [...inside.sources] : [sourceOf(alias, inside.star())];
    }
    default:
      throw new UnsafeSqlError("the SQL has a source of an unknown kind");
  }
}
