/** An entry of package-lock.json's `packages`. */
export interface LockEntry {
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export type LockPackages = Readonly<Record<string, LockEntry>>;

/** The folder `name` resolves to from `folder`, as Node looks it up. */
function resolve(packages: LockPackages, folder: string, name: string): string | undefined {
  for (let from = folder; ; from = from.slice(0, from.lastIndexOf("node_modules/")).replace(/\/$/, "")) {
    const candidate = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (from === "") return undefined;
  }
}

function needed({ dependencies, optionalDependencies, peerDependencies }: LockEntry): string[] {
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
}

/**
 * Folders of what reaches a user: everything the server installs, and what the console's bundle is made of.
 * The lock calls the latter development packages, because they are gone once bundled.
 */
export function shippedFolders(packages: LockPackages, bundled: readonly string[]): Set<string> {
  const shipped = new Set(Object.keys(packages).filter((folder) => folder !== "" && packages[folder]?.dev !== true));
  const queue = bundled.flatMap((name) => resolve(packages, "", name) ?? []);
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    if (shipped.has(folder)) continue;
    shipped.add(folder);
    for (const name of needed(packages[folder] ?? {})) {
      const dependency = resolve(packages, folder, name);
      if (dependency) queue.push(dependency);
    }
  }
  return shipped;
}
