import { parseSync, Visitor } from "vite";

export interface ImportFact {
  readonly specifier: string;
  readonly line: number;
  /** Gone after compilation: no cycle and no side effect comes of it. */
  readonly typeOnly: boolean;
}

export interface UseFact {
  /** `Date.now`, `process.env`, `new Date()`, `setTimeout` … */
  readonly name: string;
  readonly line: number;
}

export interface CallFact {
  /** The exported name, whatever the file calls it. */
  readonly name: string;
  readonly line: number;
  readonly hasScheduler: boolean;
}

export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  readonly uses: readonly UseFact[];
  /** Calls of what comes from rxjs. */
  readonly rxjsCalls: readonly CallFact[];
  /** Nothing but re-exports. */
  readonly isBarrel: boolean;
}

type Parsed = ReturnType<typeof parseSync>;
type LineOf = (offset: number) => number;

function lineCounter(code: string): LineOf {
  return (offset) => code.slice(0, offset).split("\n").length;
}

const unquote = (text: string) => text.slice(1, -1);

function staticImports({ module }: Parsed, lineOf: LineOf): ImportFact[] {
  const imported = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    line: lineOf(start),
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, start, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, line: lineOf(start), typeOnly: isType }] : [],
    ),
  );
  return [...imported, ...exported];
}

/** Local names of what a file takes from rxjs, with the names they were exported under; a namespace maps to `*`. */
function rxjsNames({ module }: Parsed): Map<string, string> {
  const names = new Map<string, string>();
  for (const { moduleRequest, entries } of module.staticImports) {
    if (!/^rxjs(\/|$)/.test(moduleRequest.value)) continue;
    for (const { importName, localName } of entries) names.set(localName.value, importName.name ?? "*");
  }
  return names;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** `a.b.c` of a chain of identifiers, undefined for anything else. */
function dottedName(node: Node, code: string): string | undefined {
  const text = code.slice(node.start, node.end).replaceAll("?.", ".");
  return /^[\w$]+(\s*\.\s*[\w$]+)*$/.test(text) ? text.replaceAll(/\s/g, "") : undefined;
}

const withoutGlobal = (name: string) => name.replace(/^(globalThis|window|global|self)\./, "");

/** Reads what the boundary rules ask about from one module. Throws on a syntax error. */
export function readModule(file: string, code: string): ModuleFacts {
  const parsed = parseSync(file, code);
  const failure = parsed.errors[0];
  if (failure) throw new Error(`${file}: ${failure.message}`);
  const lineOf = lineCounter(code);
  const imports = staticImports(parsed, lineOf);
  const fromRxjs = rxjsNames(parsed);
  const uses: UseFact[] = [];
  const rxjsCalls: CallFact[] = [];

  new Visitor({
    ImportExpression({ source, start }) {
      imports.push({ specifier: unquote(code.slice(source.start, source.end)), line: lineOf(start), typeOnly: false });
    },
    TSImportType({ source, start }) {
      imports.push({ specifier: source.value, line: lineOf(start), typeOnly: true });
    },
    MemberExpression(node) {
      const name = dottedName(node, code);
      if (name) uses.push({ name: withoutGlobal(name), line: lineOf(node.start) });
    },
    NewExpression({ callee, arguments: args, start }) {
      const name = dottedName(callee, code);
      if (name && withoutGlobal(name) === "Date" && args.length === 0) uses.push({ name: "new Date()", line: lineOf(start) });
      const [target, base] = args;
      if (name !== "URL" || !target || !base || code.slice(base.start, base.end) !== "import.meta.url") return;
      for (const [, specifier = ""] of code.slice(target.start, target.end).matchAll(/["'`]([^"'`]+\.[cm]?[jt]sx?)["'`]/g))
        imports.push({ specifier, line: lineOf(start), typeOnly: false });
    },
    CallExpression({ callee, arguments: args, start }) {
      const name = dottedName(callee, code);
      if (!name) return;
      if (!name.includes(".")) uses.push({ name: name === "Date" ? "Date()" : name, line: lineOf(start) });
      const [head = "", member] = name.split(".");
      const exported = fromRxjs.get(head);
      if (!exported) return;
      const hasScheduler = args.some((arg) => /scheduler/i.test(code.slice(arg.start, arg.end)));
      rxjsCalls.push({ name: exported === "*" ? (member ?? "") : exported, line: lineOf(start), hasScheduler });
    },
  }).visit(parsed.program);

  const reexports = (node: Node & { source?: unknown }) => node.type === "ExportAllDeclaration" || Boolean(node.source);
  const isBarrel = parsed.program.body.length > 0 && parsed.program.body.every((node) => node.type.startsWith("Export") && reexports(node));
  return { imports, uses, rxjsCalls, isBarrel };
}
