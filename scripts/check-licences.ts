import { readFileSync } from "node:fs";
import path from "node:path";
import { packageOf } from "./boundaries/check.ts";
import { readModule } from "./boundaries/module-facts.ts";
import { licenceProblem } from "./licences/check.ts";
import { readPackage } from "./licences/packages.ts";
import { type LockPackages, shippedFolders } from "./licences/shipped.ts";
import { isTestFile, listFiles, repositoryRoot } from "./tools/repository.ts";

/** Packages that the console's modules import and the bundle therefore carries. */
function bundledPackages(): string[] {
  const modules = listFiles(repositoryRoot, "client").filter(
    (file) => /\.tsx?$/.test(file) && !isTestFile(file) && !/\.config\.ts$/.test(file),
  );
  const specifiers = modules.flatMap((file) => readModule(file, readFileSync(path.join(repositoryRoot, file), "utf8")).imports);
  return [...new Set(specifiers.filter(({ specifier }) => !specifier.startsWith(".")).map(({ specifier }) => packageOf(specifier)))];
}

const lock: { readonly packages: LockPackages } = JSON.parse(readFileSync(path.join(repositoryRoot, "package-lock.json"), "utf8"));
const shipped = shippedFolders(lock.packages, bundledPackages());
const installed = Object.keys(lock.packages)
  .filter((folder) => folder !== "")
  .flatMap((folder) => readPackage(repositoryRoot, folder) ?? []);

const problems = installed.flatMap((found) => {
  const problem = licenceProblem(found, shipped.has(found.folder));
  return problem ? [`${found.name}@${found.version} (${shipped.has(found.folder) ? "shipped" : "tool"}): ${problem}`] : [];
});

for (const problem of problems) console.log(problem);
console.log(`${installed.length} packages, ${shipped.size} of them shipped, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
