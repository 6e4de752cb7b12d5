import { readFileSync } from "node:fs";
import { type Binary, binaries, findBinary } from "../tools/binaries.ts";
import { runCommand } from "../tools/run-command.ts";

const INSTALL_TIMEOUT_MS = 8 * 60_000;

/** Programs the tests need and this machine lacks. */
export function missingBinaries(needed: readonly Binary[] = Object.values(binaries)): Binary[] {
  return needed.filter((binary) => findBinary(binary) === undefined);
}

/** Whether `/etc/os-release` is that of Debian, Ubuntu or a descendant. */
export function isDebianLike(release: string): boolean {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

function onDebian(): boolean {
  try {
    return isDebianLike(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

const isRoot = () => process.getuid?.() === 0;
const packagesOf = (missing: readonly Binary[]) => missing.flatMap(({ packages }) => packages);

/** A package's question whether to replace a setting that was made before it came would wait for ever. */
const keepSettings = "-o Dpkg::Options::=--force-confold";

/** The one command that brings what is missing. */
export function installCommand(missing: readonly Binary[], debian = onDebian(), root = isRoot()): string {
  if (!debian) return missing.map(({ elsewhere }) => elsewhere).join(" && ");
  const sudo = root ? "" : "sudo ";
  const before = missing.flatMap((binary) => (binary.before ? [`${sudo}sh -c "${binary.before}" && `] : []));
  const install = `${sudo}apt-get install -y --no-install-recommends ${keepSettings} ${packagesOf(missing).join(" ")}`;
  return `${before.join("")}${sudo}apt-get update && ${install}`;
}

/** Installs what is missing where that needs no password. Returns what went wrong, undefined when nothing is missing any more. */
async function install(missing: readonly Binary[]): Promise<string | undefined> {
  if (!onDebian() || !isRoot()) return undefined;
  console.log(`installing ${packagesOf(missing).join(", ")} by apt-get`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, timeoutMs: INSTALL_TIMEOUT_MS };
  const { code, output } = await runCommand("sh", ["-c", installCommand(missing, true, true)], options);
  return code === 0 ? undefined : output;
}

/** Sees that the programs the tests run are there, installing them if asked to. Returns what is wrong, undefined if nothing is. */
export async function checkRequirements(mayInstall: boolean): Promise<string | undefined> {
  const missing = missingBinaries();
  if (missing.length === 0) return undefined;
  const failure = mayInstall ? await install(missing) : undefined;
  const still = missingBinaries(missing);
  if (still.length === 0) return undefined;
  return `${failure ?? ""}missing: ${still.map(({ name }) => name).join(", ")}; this brings it: ${installCommand(still)}\n`;
}
