import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../tools/repository.ts";
import { licenceProblem } from "./check.ts";
import { isSatisfied } from "./expression.ts";
import { readPackage } from "./packages.ts";
import { shippedLicences, toolLicences } from "./policy.ts";
import { recogniseLicences } from "./recognise.ts";
import { shippedFolders } from "./shipped.ts";

const mit = readFileSync(path.join(repositoryRoot, "LICENSE"), "utf8");
const root = mkdtempSync(path.join(tmpdir(), "licences-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let packages = 0;
function problemOf(manifest: object, files: Record<string, string>, shipped = true): string | undefined {
  packages += 1;
  const folder = `package-${packages}`;
  mkdirSync(path.join(root, folder));
  for (const [name, text] of Object.entries({ ...files, "package.json": JSON.stringify(manifest) }))
    writeFileSync(path.join(root, folder, name), text);
  const found = readPackage(root, folder);
  if (!found) throw new Error("the fixture is not there");
  return licenceProblem(found, shipped);
}

const community = `Community licence. You may use this software free of charge if you or your organization has
less than $2 million USD in annual revenue; everybody else needs a Commercial License.`;
const mpl = `Mozilla Public License Version 2.0
1.12. "Secondary License" means either the GNU General Public License, Version 2.0 …`;

describe("licenceProblem", () => {
  test("takes a permissive field with its text, and a field alone", () => {
    expect(problemOf({ license: "MIT" }, { LICENSE: mit })).toBeUndefined();
    expect(problemOf({ license: "ISC" }, {})).toBeUndefined();
    expect(problemOf({ licenses: [{ type: "MIT" }] }, { "License.md": mit })).toBeUndefined();
    expect(problemOf({ license: { type: "MIT" } }, { COPYING: mit })).toBeUndefined();
  });

  test("refuses a field that is missing, unknown or copyleft", () => {
    expect(problemOf({}, { LICENSE: mit })).toBe("its license field is missing");
    expect(problemOf({ license: "SEE LICENSE IN LICENSE" }, { LICENSE: mit })).toMatch(/SEE LICENSE IN/);
    expect(problemOf({ license: "GPL-3.0-only" }, {})).toMatch(/GPL-3\.0-only/);
    expect(problemOf({ license: "UNLICENSED" }, {})).toMatch(/UNLICENSED/);
  });

  test("refuses a text that changed while the field did not", () => {
    expect(problemOf({ license: "MIT" }, { LICENSE: community })).toMatch(/commercial license.*annual revenue/);
    expect(problemOf({ license: "MIT" }, { LICENSE: `${mit}\n\n${community}` })).toMatch(/annual revenue/);
    expect(problemOf({ license: "MIT" }, { LICENSE: mit, "LICENSE-commercial.txt": community })).toMatch(/commercial/);
    expect(problemOf({ license: "MIT" }, { "COPYING.txt": "GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007" })).toMatch(
      /gnu general public/,
    );
    expect(problemOf({ license: "MIT" }, { LICENSE: "All yours, ask us." })).toBe("its licence file is not one of the known texts");
  });

  test("lets a tool have what may not be shipped", () => {
    expect(problemOf({ license: "MPL-2.0" }, { LICENSE: mpl }, false)).toBeUndefined();
    expect(problemOf({ license: "MPL-2.0" }, { LICENSE: mpl }, true)).toMatch(/MPL-2\.0/);
    expect(problemOf({ license: "MIT" }, { LICENSE: mpl }, true)).toBe("its licence file is MPL-2.0");
  });
});

describe("isSatisfied", () => {
  test.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0)", true],
    ["GPL-3.0 OR MIT", true],
    ["(MIT AND Zlib)", true],
    ["MIT AND GPL-3.0", false],
    ["MIT AND (GPL-2.0 OR ISC)", true],
    ["(GPL-2.0 OR LGPL-3.0) AND MIT", false],
    ["GPL-2.0 WITH Classpath-exception-2.0", false],
    ["(MIT", false],
    ["MIT )", false],
    ["MIT ISC", false],
    ["", false],
  ])("%s: %s", (expression, expected) => {
    expect(isSatisfied(expression, shippedLicences)).toBe(expected);
  });

  test("a tool may have more than what is shipped", () => {
    expect(isSatisfied("MPL-2.0", toolLicences)).toBe(true);
    expect(isSatisfied("MPL-2.0", shippedLicences)).toBe(false);
  });
});

describe("recogniseLicences", () => {
  test.each([
    ["Permission to use, copy, modify, and/or distribute this software … provided that the above copyright notice …", ["ISC"]],
    ["Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.", ["0BSD"]],
    ["Redistribution and use in source and binary forms, with or without modification", ["BSD-2-Clause"]],
    ["Redistribution and use in source and binary forms … Neither the name of X nor the names", ["BSD-3-Clause"]],
    ["                                 Apache License\n                           Version 2.0, January 2004", ["Apache-2.0"]],
    ["Do as you like.", []],
  ])("%s", (text, expected) => {
    expect(recogniseLicences(text)).toEqual(expected);
  });
});

describe("shippedFolders", () => {
  const lock = {
    "": { dependencies: { a: "1" } },
    "node_modules/a": {},
    "node_modules/tool": { dev: true },
    "node_modules/ui": { dev: true, dependencies: { deep: "1" }, peerDependencies: { peer: "1" } },
    "node_modules/ui/node_modules/deep": { dev: true, dependencies: { deeper: "1" } },
    "node_modules/deep": { dev: true },
    "node_modules/deeper": { dev: true },
    "node_modules/peer": { dev: true },
  };

  test("has the server's packages and what the bundle is made of, tools left out", () => {
    expect([...shippedFolders(lock, ["ui", "not-installed"])].sort()).toEqual([
      "node_modules/a",
      "node_modules/deeper",
      "node_modules/peer",
      "node_modules/ui",
      "node_modules/ui/node_modules/deep",
    ]);
  });
});
