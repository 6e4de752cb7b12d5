import path from "node:path";
import { isTestFile } from "../tools/repository.ts";
import type { ImportFact, ModuleFacts } from "./module-facts.ts";
import { bans, directions, doors, MAX_FOLDERS, scheduledFolders, timedOperators, type ZoneRule, zones } from "./rules.ts";

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const matches = (file: string, pattern: string) =>
  pattern.endsWith("*") ? file.startsWith(pattern.slice(0, -1)) : pattern.endsWith("/") ? file.startsWith(pattern) : file === pattern;
const matchesAny = (file: string, patterns: readonly string[] = []) => patterns.some((pattern) => matches(file, pattern));

/** Tests, and what only tests import: helpers in a `testing` folder, suites in a `contract` folder. */
const isTestCode = (file: string) => isTestFile(file) || file.split("/").some((folder) => folder === "testing" || folder === "contract");

/** `@scope/name` or `name` of what an import names. */
export const packageOf = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/** Path of a relative import from the checkout, undefined for a package. */
export function resolveImport(file: string, specifier: string): string | undefined {
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : undefined;
}

function checkModuleImport(file: string, target: string, zone: ZoneRule): string[] {
  const allowed = isTestFile(file) ? [...zone.imports, ...(zone.testImports ?? [])] : zone.imports;
  // Files outside the zones are data and settings, package.json for one.
  const inZone = Object.keys(zones).some((name) => target.startsWith(`${name}/`));
  if (inZone && !matchesAny(target, allowed))
    return [`may not import ${target}: ${file.split("/")[0]} imports ${zone.imports.join(", ")} only`];
  if (isTestFile(file)) return [];
  return directions
    .filter(({ from, mayNotImport, except }) => matchesAny(file, from) && matchesAny(target, mayNotImport) && !matchesAny(target, except))
    .map(({ because }) => `may not import ${target}: ${because}`);
}

function doorOf(name: string): readonly string[] | undefined {
  const exact = doors[name];
  if (exact) return exact;
  return Object.entries(doors).find(([pattern]) => pattern.endsWith("*") && name.startsWith(pattern.slice(0, -1)))?.[1];
}

function checkPackageImport(file: string, specifier: string, zone: ZoneRule): string[] {
  // A package's stylesheet is no code, and the entry decides the order of the styles.
  if (isTestCode(file) || specifier.endsWith(".css")) return [];
  const name = packageOf(specifier);
  const door = doorOf(name);
  if (door && !matchesAny(file, door)) return [`may not import ${name}: its door is ${door.join(", ")}`];
  if (name.startsWith("node:")) return zone.builtins ? [] : [`may not import ${name}: no Node here`];
  if (zone.packages && !zone.packages.includes(name)) return [`may not import ${name}: only ${zone.packages.join(", ")}`];
  return [];
}

function checkImport(file: string, { specifier }: ImportFact, zone: ZoneRule): string[] {
  const target = resolveImport(file, specifier);
  return target === undefined ? checkPackageImport(file, specifier, zone) : checkModuleImport(file, target, zone);
}

function checkUses(file: string, facts: ModuleFacts): Violation[] {
  if (isTestCode(file)) return [];
  const applying = bans.filter((ban) => matchesAny(file, ban.in) && !matchesAny(file, ban.except));
  return facts.uses.flatMap(({ name, line }) =>
    applying.flatMap(({ uses, because }) =>
      uses
        .filter((banned) => name === banned || (banned.includes(".") && name.startsWith(`${banned}.`)))
        .map((banned) => ({ file, line, message: `may not use ${banned}: ${because}` })),
    ),
  );
}

function checkTimedOperators(file: string, facts: ModuleFacts): Violation[] {
  if (isTestFile(file) || !matchesAny(file, scheduledFolders)) return [];
  return facts.rxjsCalls
    .filter(({ name, hasScheduler }) => timedOperators.includes(name) && !hasScheduler)
    .map(({ name, line }) => ({ file, line, message: `calls ${name} without a scheduler` }));
}

function checkShape(file: string, facts: ModuleFacts): string[] {
  const folders = file.split("/").length - 1;
  return [
    ...(folders > MAX_FOLDERS ? [`lies ${folders} folders deep, at most ${MAX_FOLDERS}`] : []),
    ...(facts.isBarrel ? ["only re-exports: import from the modules themselves"] : []),
  ];
}

/** Checks one module, `file` being its path from the checkout. */
export function checkModule(file: string, facts: ModuleFacts): Violation[] {
  const zone = zones[file.split("/")[0] ?? ""];
  if (!zone) return [];
  const violations = [
    ...facts.imports.flatMap((fact) => checkImport(file, fact, zone).map((message) => ({ file, line: fact.line, message }))),
    ...checkUses(file, facts),
    ...checkTimedOperators(file, facts),
    ...checkShape(file, facts).map((message) => ({ file, line: 1, message })),
  ];
  const seen = new Set<string>();
  return violations.filter(({ line, message }) => !seen.has(`${line} ${message}`) && seen.add(`${line} ${message}`));
}
