import type { Node } from "libpg-query";
import { as, type NodeKind, type NodeOf, namesOf } from "./postgres-walk.ts";

type Namer<K extends NodeKind> = (node: NodeOf<K>) => string | undefined;

function lastName(nodes: readonly Node[] | undefined): string | undefined {
  const names = (nodes ?? []).flatMap((node) => as("String", node)?.sval ?? []);
  return names.at(-1);
}

/** What Postgres calls a result without a name of its own (`FigureColname` of its parser). */
const NAMERS: { readonly [K in NodeKind]?: Namer<K> } = {
  ColumnRef: ({ fields }) => lastName(fields),
  A_Indirection: ({ arg, indirection }) => lastName(indirection) ?? (arg && figure(arg)),
  FuncCall: ({ funcname }) => namesOf(funcname).at(-1),
  A_Expr: ({ kind }) => (kind === "AEXPR_NULLIF" ? "nullif" : undefined),
  TypeCast: ({ arg, typeName }) => (arg && figure(arg)) ?? lastName(typeName?.names),
  CollateClause: ({ arg }) => arg && figure(arg),
  CaseExpr: ({ defresult }) => (defresult && figure(defresult)) ?? "case",
  A_ArrayExpr: () => "array",
  RowExpr: () => "row",
  CoalesceExpr: () => "coalesce",
  MinMaxExpr: ({ op }) => (op === "IS_LEAST" ? "least" : "greatest"),
  GroupingFunc: () => "grouping",
  SQLValueFunction: ({ op }) =>
    op
      ?.replace(/^SVFOP_/, "")
      .replace(/_N$/, "")
      .toLowerCase(),
  SubLink: ({ subLinkType, subselect }) => {
    if (subLinkType === "EXISTS_SUBLINK") return "exists";
    if (subLinkType === "ARRAY_SUBLINK") return "array";
    const [first] = as("SelectStmt", subselect)?.targetList ?? [];
    const target = as("ResTarget", first);
    return target?.name ?? (target?.val && figure(target.val));
  },
  JsonObjectConstructor: () => "json_object",
  JsonArrayConstructor: () => "json_array",
  JsonObjectAgg: () => "json_objectagg",
  JsonArrayAgg: () => "json_arrayagg",
};

function figure(node: Node): string | undefined {
  const [kind, value] = Object.entries(node)[0] ?? [];
  const namer = NAMERS[kind as NodeKind] as ((node: unknown) => string | undefined) | undefined;
  return namer?.(value);
}

export function outputName(node: Node | undefined): string {
  return (node && figure(node)) ?? "?column?";
}
