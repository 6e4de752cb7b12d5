import type { FuncCall, Node, TypeName, WindowDef } from "libpg-query";
import { UnsafeSqlError } from "../../ports.ts";
import { POSTGRES_FUNCTIONS, POSTGRES_OPERATORS, POSTGRES_SIZE_FUNCTIONS, POSTGRES_TYPES } from "./postgres-functions.ts";
import { as, builtinName, type NodeKind, type NodeOf, namesOf, type PostgresWalk } from "./postgres-walk.ts";
import { checkWhole, quoted, type Scope } from "./scope.ts";
import { formatWidths, withGrowth } from "./size-functions.ts";

type Check<K extends NodeKind> = (node: NodeOf<K>, scope: Scope, walk: PostgresWalk) => void;

/** Every kind of expression that is allowed; any other is refused. */
const CHECKS: { readonly [K in NodeKind]?: Check<K> } = {
  A_Const: () => {},
  String: () => {},
  Integer: () => {},
  ParamRef: ({ number = 0 }, _scope, { facts }) => {
    facts.parameters = Math.max(facts.parameters, number);
  },
  ColumnRef: checkColumn,
  A_Expr: checkOperation,
  BoolExpr: ({ args }, scope, walk) => checkNodes(args, scope, walk),
  NullTest: ({ arg }, scope, walk) => checkNode(arg, scope, walk),
  BooleanTest: ({ arg }, scope, walk) => checkNode(arg, scope, walk),
  CaseExpr: ({ arg, args, defresult }, scope, walk) => checkNodes([arg, ...(args ?? []), defresult], scope, walk),
  CaseWhen: ({ expr, result }, scope, walk) => checkNodes([expr, result], scope, walk),
  CoalesceExpr: ({ args }, scope, walk) => checkNodes(args, scope, walk),
  MinMaxExpr: ({ args }, scope, walk) => checkNodes(args, scope, walk),
  TypeCast: ({ arg, typeName }, scope, walk) => {
    checkType(typeName);
    checkNode(arg, scope, walk);
  },
  CollateClause: ({ arg, collname }, scope, walk) => {
    namesOf(collname);
    checkNode(arg, scope, walk);
  },
  FuncCall: checkCall,
  NamedArgExpr: ({ arg }, scope, walk) => checkNode(arg, scope, walk),
  SubLink: ({ testexpr, operName, subselect }, scope, walk) => {
    if (operName !== undefined) checkOperator(operName);
    checkNode(testexpr, scope, walk);
    checkNode(subselect, scope, walk);
  },
  SelectStmt: (node, scope, walk) => walk.select(node, scope),
  A_ArrayExpr: ({ elements }, scope, walk) => checkNodes(elements, scope, walk),
  A_Indirection: ({ arg, indirection }, scope, walk) => checkNodes([arg, ...(indirection ?? [])], scope, walk),
  A_Indices: ({ lidx, uidx }, scope, walk) => checkNodes([lidx, uidx], scope, walk),
  A_Star: () => {},
  RowExpr: ({ args }, scope, walk) => checkNodes(args, scope, walk),
  List: ({ items }, scope, walk) => checkNodes(items, scope, walk),
  SQLValueFunction: ({ op = "" }) => {
    if (!/^SVFOP_(CURRENT_(DATE|TIME|TIMESTAMP)|LOCALTIME|LOCALTIMESTAMP)(_N)?$/.test(op))
      throw new UnsafeSqlError("who asks and where is not to be asked");
  },
  GroupingSet: ({ content }, scope, walk) => checkNodes(content, scope, walk),
  GroupingFunc: ({ args }, scope, walk) => checkNodes(args, scope, walk),
  SortBy: ({ node, useOp }, scope, walk) => {
    if (useOp !== undefined) checkOperator(useOp);
    checkNode(node, scope, walk);
  },
  WindowDef: checkWindow,
  JsonObjectConstructor: ({ exprs }, scope, walk) => checkNodes(exprs, scope, walk),
  JsonArrayConstructor: ({ exprs }, scope, walk) => checkNodes(exprs, scope, walk),
  JsonKeyValue: ({ key, value }, scope, walk) => checkNodes([key, value?.raw_expr], scope, walk),
  JsonValueExpr: ({ raw_expr }, scope, walk) => checkNode(raw_expr, scope, walk),
  JsonIsPredicate: ({ expr }, scope, walk) => checkNode(expr, scope, walk),
};

export function checkNode(node: Node | undefined, scope: Scope, walk: PostgresWalk): void {
  if (node === undefined) return;
  const [kind, value] = Object.entries(node)[0] ?? [];
  // An empty node stands where something was left out, such as the expressions of DISTINCT.
  if (kind === undefined) return;
  const check = CHECKS[kind as NodeKind] as Check<"List"> | undefined;
  if (check === undefined || !Object.hasOwn(CHECKS, kind)) throw new UnsafeSqlError(`${kind} is not allowed`);
  check(value as NodeOf<"List">, scope, walk);
}

export function checkNodes(nodes: readonly (Node | undefined)[] | undefined, scope: Scope, walk: PostgresWalk): void {
  for (const node of nodes ?? []) checkNode(node, scope, walk);
}

/** A column, a table's or an alias's one, a whole row, or the star of one. */
function checkColumn({ fields = [] }: NodeOf<"ColumnRef">, scope: Scope): void {
  const star = as("A_Star", fields.at(-1)) !== undefined;
  const names = namesOf(star ? fields.slice(0, -1) : fields);
  if (names.length === 3 && names[0] === "public") names.shift();
  const [first, second] = names;
  if (star) scope.star(first);
  else if (names.length === 1 && first !== undefined) checkBare(first, scope);
  else if (names.length === 2 && first !== undefined && second !== undefined) scope.checkQualified(first, second);
  else throw new UnsafeSqlError("the SQL has a column of an unknown kind");
}

/** A bare name is a column, or else the whole row of a table. */
function checkBare(name: string, scope: Scope): void {
  const [row] = scope.hasColumn(name) ? [] : scope.named(name);
  if (row === undefined) scope.checkColumn(name);
  else checkWhole(row);
}

/** Goes down the left side of a long chain such as `a + b + …` by a loop: its depth is only its length. */
function checkOperation(node: NodeOf<"A_Expr">, scope: Scope, walk: PostgresWalk): void {
  let left: NodeOf<"A_Expr"> | undefined = node;
  while (left !== undefined) {
    checkOperator(left.name);
    checkNode(left.rexpr, scope, walk);
    const next: NodeOf<"A_Expr"> | undefined = as("A_Expr", left.lexpr);
    if (next === undefined) checkNode(left.lexpr, scope, walk);
    left = next;
  }
}

const WORD_OPERATORS: ReadonlySet<string> = new Set(["BETWEEN", "NOT BETWEEN", "BETWEEN SYMMETRIC", "NOT BETWEEN SYMMETRIC"]);

function checkOperator(nodes: readonly Node[] | undefined): void {
  const name = builtinName(nodes);
  if (name === undefined || !(POSTGRES_OPERATORS.has(name) || WORD_OPERATORS.has(name)))
    throw new UnsafeSqlError(`the operator ${quoted(name ?? "")} is not allowed`);
}

/** Longest that a type may make its values, as `char(n)` does. */
const MAX_TYPE_SIZE = 100_000;

export function checkType(type: TypeName | undefined): void {
  const name = builtinName(type?.names);
  if (name === undefined || !POSTGRES_TYPES.has(name) || type?.pct_type || type?.setof)
    throw new UnsafeSqlError(`the type ${quoted(name ?? "")} is not allowed`);
  if ((type?.typmods ?? []).some((size) => numbersIn(size).some((number) => number > MAX_TYPE_SIZE)))
    throw new UnsafeSqlError(`the type ${quoted(name)} is too long`);
}

function checkCall(node: FuncCall, scope: Scope, walk: PostgresWalk): void {
  const name = checkFunctionName(node);
  const { args = [], agg_order, agg_filter, over } = node;
  withGrowth(walk.facts, name, sizesOf(name, args), () => checkNodes(args, scope, walk));
  checkNodes(agg_order, scope, walk);
  checkNode(agg_filter, scope, walk);
  if (over) checkWindow(over, scope, walk);
}

/** The function's name; throws when it is not on the list. */
export function checkFunctionName({ funcname }: FuncCall): string {
  const name = builtinName(funcname);
  if (name === undefined || !POSTGRES_FUNCTIONS.has(name))
    throw new UnsafeSqlError(`the function ${quoted(namesOf(funcname).join("."))} is not allowed`);
  return name;
}

export function checkWindow({ partitionClause, orderClause, startOffset, endOffset }: WindowDef, scope: Scope, walk: PostgresWalk): void {
  checkNodes([...(partitionClause ?? []), ...(orderClause ?? []), startOffset, endOffset], scope, walk);
}

/** Most rows that `generate_series` may be asked for by numbers written in the text. */
const MAX_SERIES = 1_000_000;

/** How long the arguments of a function make its result, where they say so. */
function sizesOf(name: string, args: readonly Node[]): number[] {
  if (POSTGRES_SIZE_FUNCTIONS.has(name)) return numbersIn(args[1]);
  if (name === "generate_series") checkSeries(args);
  if (name !== "format") return [];
  const format = as("A_Const", args[0])?.sval?.sval;
  if (format === undefined) throw new UnsafeSqlError("the first argument of format has to be a literal");
  const { widths, star } = formatWidths(format.replaceAll(/\d+\$/g, ""));
  return star ? [...widths, ...args.slice(1).flatMap(numbersIn)] : [...widths];
}

function checkSeries(args: readonly Node[]): void {
  const [from, to, step] = args.map((arg) => numbersIn(arg));
  if (from?.length !== 1 || to?.length !== 1) return;
  const rows = Math.abs(((to[0] ?? 0) - (from[0] ?? 0)) / (step?.[0] || 1));
  if (rows > MAX_SERIES) throw new UnsafeSqlError(`generate_series may not make more than ${MAX_SERIES} rows`);
}

/** Numbers written in an expression, text that Postgres would take for a number included. */
function numbersIn(node: unknown): number[] {
  if (typeof node !== "object" || node === null) return [];
  if ("isnull" in node) return [];
  if ("ival" in node) return [(node.ival as { ival?: number }).ival ?? 0];
  const text = "fval" in node ? (node.fval as { fval?: string }).fval : "sval" in node ? (node.sval as { sval?: string }).sval : undefined;
  if (typeof text === "string") return /^\s*[+-]?[\d._]+(e[+-]?\d+)?\s*$/i.test(text) ? [Number(text.replaceAll("_", ""))] : [];
  return Object.values(node).flatMap(numbersIn);
}
