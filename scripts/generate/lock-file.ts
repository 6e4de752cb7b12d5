/** The part of a package-lock.json this file reads and writes. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly libc?: readonly string[];
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const OPERATING_SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64", "wasm32"];

/** The platform that a prebuilt package's name speaks of, as in `binding-linux-arm64-musl`. */
function platformOf(name: string): Required<Pick<LockedPackage, "cpu" | "os" | "libc">> {
  const words = name.split(/[/-]/);
  const os = OPERATING_SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.flatMap((word) => (/^musl/.test(word) ? ["musl"] : /^(gnu|glibc)/.test(word) ? ["glibc"] : []));
  return { cpu, os, libc };
}

/** The entry of an optional package, its keys in npm's order. */
function entryOf(name: string, version: string, dev: boolean | undefined): LockedPackage {
  const { cpu, os, libc } = platformOf(name);
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

/** Exact optional dependencies, one for each platform, that have no entry of their own, with their parent's folder. */
export function missingPlatforms({ packages }: LockFile): { folder: string; name: string; version: string }[] {
  return Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !(`node_modules/${name}` in packages) && !(`${folder}/node_modules/${name}` in packages))
      .map(([name, version]) => ({ folder, name, version })),
  );
}

/**
 * The lock with an entry for every platform. npm leaves out what the registry in use does not carry, and `npm ci` then
 * refuses the lock on every platform (npm/cli#9846). Throws when a version is a range, which cannot be locked by its name.
 */
export function withAllPlatforms<T extends LockFile>(lock: T): T {
  const packages: Record<string, LockedPackage> = { ...lock.packages };
  for (const { folder, name, version } of missingPlatforms(lock)) {
    if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) throw new Error(`${folder} wants ${name} ${version}: not an exact version`);
    packages[`node_modules/${name}`] = entryOf(name, version, lock.packages[folder]?.dev);
  }
  const sorted = Object.keys(packages).sort((a, b) => a.localeCompare(b, "en"));
  return { ...lock, packages: Object.fromEntries(sorted.map((folder) => [folder, packages[folder]])) };
}
