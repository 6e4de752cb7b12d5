import type { Expr, FunctionCallExpr, FunctionCallStarExpr, FunctionTail, SortedColumn, Window } from "sqlite3-parser";
import { UnsafeSqlError } from "../../ports.ts";
import { quoted, type Scope } from "./scope.ts";
import { formatWidths, withGrowth } from "./size-functions.ts";
import { SQLITE_FORMAT_FUNCTIONS, SQLITE_FUNCTIONS, SQLITE_SIZE_FUNCTIONS, SQLITE_TABLE_FUNCTIONS } from "./sqlite-functions.ts";
import { folded, namedTable, type SqliteWalk } from "./sqlite-walk.ts";

type Kind = Expr["type"];
type Check<K extends Kind> = (node: Extract<Expr, { type: K }>, scope: Scope, walk: SqliteWalk) => void;

/** Every kind of expression there may be; one that is not listed here does not compile, one that the parser invents is refused. */
const CHECKS: { readonly [K in Kind]: Check<K> } = {
  BetweenExpr: ({ lhs, start, end }, scope, walk) => checkAll([lhs, start, end], scope, walk),
  BinaryExpr: checkBinary,
  CaseExpr: ({ base, whenThenPairs, elseExpr }, scope, walk) =>
    checkAll([base, ...whenThenPairs.flatMap(({ when, then }) => [when, then]), elseExpr], scope, walk),
  CastExpr: ({ expr }, scope, walk) => checkExpr(expr, scope, walk),
  CollateExpr: checkCollation,
  ExistsExpr: ({ select }, scope, walk) => walk.select(select, scope),
  FunctionCallExpr: checkCall,
  FunctionCallStarExpr: checkStarCall,
  Id: ({ name }, scope) => checkName(name, scope),
  InListExpr: ({ lhs, rhs }, scope, walk) => checkAll([lhs, ...(rhs ?? [])], scope, walk),
  InSelectExpr: ({ lhs, rhs }, scope, walk) => {
    checkExpr(lhs, scope, walk);
    walk.select(rhs, scope);
  },
  InTableExpr: ({ lhs, rhs, args }, scope, walk) => {
    checkExpr(lhs, scope, walk);
    if (args === undefined) namedTable(rhs, scope, walk);
    else checkTableFunction(rhs.dbName?.text, rhs.objName.text, args, scope, walk);
  },
  IsNullExpr: ({ expr }, scope, walk) => checkExpr(expr, scope, walk),
  LikeExpr: ({ lhs, rhs, escape: mark, op }, scope, walk) => {
    if (op !== "Like" && op !== "Glob") throw new UnsafeSqlError(`the operator ${op.toUpperCase()} is not allowed`);
    checkAll([lhs, rhs, mark], scope, walk);
  },
  NameExpr: ({ name }, scope) => checkName(name.text, scope),
  NotNullExpr: ({ expr }, scope, walk) => checkExpr(expr, scope, walk),
  ParenthesizedExpr: ({ exprs }, scope, walk) => checkAll(exprs, scope, walk),
  QualifiedExpr: ({ schema, table, column }, scope) => {
    if (schema !== undefined && folded(schema.text) !== "main") throw new UnsafeSqlError(`there is no schema ${quoted(schema.text)}`);
    scope.checkQualified(folded(table.text), folded(column.text));
  },
  RaiseExpr: () => {
    throw new UnsafeSqlError("RAISE is not allowed");
  },
  SubqueryExpr: ({ select }, scope, walk) => walk.select(select, scope),
  UnaryExpr: ({ expr }, scope, walk) => checkExpr(expr, scope, walk),
  VariableExpr: ({ name }, _scope, { facts }) => {
    if (name !== "?") throw new UnsafeSqlError("parameters with names or numbers are not allowed");
    facts.parameters++;
  },
  NumericLiteral: () => {},
  StringLiteral: () => {},
  BlobLiteral: () => {},
  KeywordLiteral: () => {},
  NullLiteral: () => {},
  CurrentDateLiteral: () => {},
  CurrentTimeLiteral: () => {},
  CurrentTimestampLiteral: () => {},
};

export function checkExpr(node: Expr, scope: Scope, walk: SqliteWalk): void {
  const check = CHECKS[node.type] as Check<Kind> | undefined;
  if (check === undefined) throw new UnsafeSqlError("the SQL has an expression of an unknown kind");
  check(node, scope, walk);
}

export function checkAll(nodes: readonly (Expr | undefined)[], scope: Scope, walk: SqliteWalk): void {
  for (const node of nodes) if (node !== undefined) checkExpr(node, scope, walk);
}

/** Goes down the left side of a long chain such as `a OR b OR …` by a loop: its depth is only its length. */
function checkBinary(node: Extract<Expr, { type: "BinaryExpr" }>, scope: Scope, walk: SqliteWalk): void {
  let left: Expr = node;
  while (left.type === "BinaryExpr") {
    checkExpr(left.right, scope, walk);
    left = left.left;
  }
  checkExpr(left, scope, walk);
}

function checkName(name: string, scope: Scope): void {
  const own = folded(name);
  if (own === "true" || own === "false") return;
  scope.checkColumn(own);
}

const COLLATIONS: ReadonlySet<string> = new Set(["binary", "nocase", "rtrim"]);

function checkCollation({ expr, collation }: Extract<Expr, { type: "CollateExpr" }>, scope: Scope, walk: SqliteWalk): void {
  if (!COLLATIONS.has(folded(collation).replaceAll(/["'`[\]]/g, "")))
    throw new UnsafeSqlError(`there is no collation ${quoted(collation)}`);
  checkExpr(expr, scope, walk);
}

function checkFunctionName(name: string): string {
  const own = folded(name);
  if (!SQLITE_FUNCTIONS.has(own)) throw new UnsafeSqlError(`the function ${quoted(own)} is not allowed`);
  return own;
}

function checkStarCall({ name, filterOver }: FunctionCallStarExpr, scope: Scope, walk: SqliteWalk): void {
  checkFunctionName(name.name);
  checkTail(filterOver, scope, walk);
}

function checkCall({ name, args = [], orderBy, filterOver }: FunctionCallExpr, scope: Scope, walk: SqliteWalk): void {
  const own = checkFunctionName(name.name);
  withGrowth(walk.facts, own, sizesOf(own, args), () => checkAll(args, scope, walk));
  if (orderBy?.type === "SortListFunctionCallOrder") checkOrder(orderBy.columns, scope, walk);
  if (orderBy?.type === "WithinGroupFunctionCallOrder") checkExpr(orderBy.expr, scope, walk);
  checkTail(filterOver, scope, walk);
}

function checkTail(tail: FunctionTail | undefined, scope: Scope, walk: SqliteWalk): void {
  if (tail?.filterClause) checkExpr(tail.filterClause, scope, walk);
  if (tail?.overClause?.type === "WindowOver") checkWindow(tail.overClause.window, scope, walk);
}

export function checkWindow({ partitionBy = [], orderBy = [], frameClause }: Window, scope: Scope, walk: SqliteWalk): void {
  checkAll(partitionBy, scope, walk);
  checkOrder(orderBy, scope, walk);
  for (const bound of [frameClause?.start, frameClause?.end]) if (bound && "expr" in bound) checkExpr(bound.expr, scope, walk);
}

export function checkOrder(columns: readonly SortedColumn[], scope: Scope, walk: SqliteWalk): void {
  for (const { expr } of columns) checkExpr(expr, scope, walk);
}

/** Checks a function that stands for a table, and tells its columns. */
export function checkTableFunction(
  schema: string | undefined,
  name: string,
  args: readonly Expr[],
  scope: Scope,
  walk: SqliteWalk,
): readonly string[] {
  const columns = schema === undefined ? SQLITE_TABLE_FUNCTIONS.get(folded(name)) : undefined;
  if (columns === undefined) throw new UnsafeSqlError(`the table function ${quoted(name)} is not allowed`);
  walk.facts.tableFunctions = true;
  checkAll(args, scope, walk);
  return columns;
}

/** How long the arguments of a function make its result, where they say so. */
function sizesOf(name: string, args: readonly Expr[]): number[] {
  if (SQLITE_SIZE_FUNCTIONS.has(name)) return args.flatMap(numbersIn);
  if (!SQLITE_FORMAT_FUNCTIONS.has(name)) return [];
  const [format, ...values] = args;
  if (format?.type !== "StringLiteral") throw new UnsafeSqlError(`the first argument of ${name} has to be a literal`);
  const { widths, star } = formatWidths(format.value);
  return star ? [...widths, ...values.flatMap(numbersIn)] : [...widths];
}

/** Numbers written in an expression, text that SQLite would take for a number included. */
function numbersIn(node: unknown): number[] {
  if (typeof node !== "object" || node === null) return [];
  if ("type" in node && (node.type === "NumericLiteral" || node.type === "StringLiteral") && "value" in node) {
    const value = Number.parseFloat(String(node.value).replaceAll("_", ""));
    const hexadecimal = /^0x/i.test(String(node.value)) ? Number(node.value) : value;
    return Number.isNaN(hexadecimal) ? [] : [hexadecimal];
  }
  return Object.entries(node).flatMap(([key, child]) => (key === "span" ? [] : numbersIn(child)));
}
