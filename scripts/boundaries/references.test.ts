import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../tools/repository.ts";
import { runNode } from "../tools/run-command.ts";
import { tools } from "../tools/tools.ts";

const projects = ["shared", "streams", "db", "server", "scripts", "client"];

/** What each project may not import; everything else it may. */
const strangers: Record<string, readonly string[]> = {
  shared: ["streams", "db", "server", "scripts", "client"],
  streams: ["db", "server", "scripts", "client"],
  db: ["streams", "server", "scripts", "client"],
  server: ["scripts", "client"],
  scripts: ["client"],
  client: ["streams", "db", "server", "scripts"],
};

/** [project, statement that must not compile there] */
const foreign: [string, string][] = [
  ["shared", "setTimeout(() => {}, 1);"],
  ["streams", "setTimeout(() => {}, 1);"],
  ["streams", "document.title;"],
  ["streams", 'import "node:fs";'],
  ["shared", "process.env;"],
  ["client", "process.env;"],
  ["server", "document.title;"],
];

let root = "";
let output = "";

/** The checkout's own project files over one exported constant each, and one module for each forbidden thing. */
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "references-"));
  symlinkSync(path.join(repositoryRoot, "node_modules"), path.join(root, "node_modules"));
  const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);
  write("package.json", '{ "type": "module" }');
  write("tsconfig.base.json", readFileSync(path.join(repositoryRoot, "tsconfig.base.json"), "utf8"));
  for (const project of projects) {
    mkdirSync(path.join(root, project));
    write(`${project}/tsconfig.json`, readFileSync(path.join(repositoryRoot, project, "tsconfig.json"), "utf8"));
    write(`${project}/own.ts`, `export const ${project} = 1;\n`);
    const stranger = strangers[project] ?? [];
    const friends = projects.filter((other) => other !== project && !stranger.includes(other) && strangers[other]?.includes(project));
    write(`${project}/allowed.ts`, friends.map((other) => `export { ${other} } from "../${other}/own.ts";\n`).join("") || "export {};\n");
    for (const other of stranger) write(`${project}/takes-${other}.ts`, `export { ${other} } from "../${other}/own.ts";\n`);
  }
  for (const [index, [project, statement]] of foreign.entries()) write(`${project}/foreign-${index}.ts`, `${statement}\nexport {};\n`);
  for (const project of projects) {
    const result = await runNode(path.join(repositoryRoot, tools.tsc), ["-b", project, "--pretty", "false"], { cwd: root });
    output += result.output;
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("project references", () => {
  const pairs = Object.entries(strangers).flatMap(([project, others]) => others.map((other) => [project, other] as const));

  test.each(pairs)("%s importing %s does not compile", (project, other) => {
    expect(output).toContain(`${project}/takes-${other}.ts(`);
  });

  test.each(foreign)("in %s this does not compile: %s", (project, statement) => {
    const index = foreign.findIndex(([where, what]) => where === project && what === statement);
    expect(output).toContain(`${project}/foreign-${index}.ts(`);
  });

  test("allowed imports compile", () => {
    expect(output).not.toMatch(/allowed\.ts\(|own\.ts\(/);
  });
});
