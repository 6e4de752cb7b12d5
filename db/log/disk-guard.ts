import { rmSync } from "node:fs";
import { rename, stat, statfs, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

export interface DiskGuardOptions {
  readonly ballastFile: string;
  readonly ballastBytes: number;
  /** Below this much free space nothing is taken any more. */
  readonly minFreeBytes: number;
  /** Free bytes where the log lives. */
  readonly freeSpace: () => Promise<number>;
  readonly checkEveryMs: number;
}

/** Free bytes of the file system that `file` is on, as far as this user may use them. */
export async function freeSpaceOf(file: string): Promise<number> {
  const { bavail, bsize } = await statfs(dirname(file));
  return bavail * bsize;
}

/**
 * Knows when the disk is too full to take events. SQLite needs room to delete as well, so a ballast file is kept beside the log
 * and removed when space runs short; it is made again, and events are taken again, once there is room for two of it.
 */
export class DiskGuard {
  readonly #options: DiskGuardOptions;
  #timer: NodeJS.Timeout | undefined;
  #full = false;
  #ballast = false;
  #checking: Promise<void> | undefined;

  constructor(options: DiskGuardOptions) {
    this.#options = options;
  }

  get full(): boolean {
    return this.#full;
  }

  async start(): Promise<void> {
    this.#ballast = await hasSize(this.#options.ballastFile, this.#options.ballastBytes);
    await this.check();
    this.#timer = setInterval(() => void this.check(), this.#options.checkEveryMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#checking;
  }

  /** The store ran into the end of the disk: makes room and looks again at once. */
  ranFull(): void {
    this.#release();
    void this.check();
  }

  check(): Promise<void> {
    this.#checking ??= this.#look().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #look(): Promise<void> {
    const { minFreeBytes, ballastBytes } = this.#options;
    const free = await this.#options.freeSpace().catch(() => undefined);
    // A file system that does not tell its space is left to the store's own errors.
    if (free === undefined) return;
    if (free < minFreeBytes) return this.#full ? undefined : this.#release();
    if ((this.#ballast && !this.#full) || free < minFreeBytes + 2 * ballastBytes) return;
    this.#ballast ||= await this.#writeBallast();
    if (this.#ballast) this.#full = false;
  }

  #release(): void {
    this.#full = true;
    this.#ballast = false;
    rmSync(this.#options.ballastFile, { force: true });
  }

  async #writeBallast(): Promise<boolean> {
    const { ballastFile, ballastBytes } = this.#options;
    if (ballastBytes === 0) return true;
    const unfinished = `${ballastFile}.new`;
    try {
      await writeFile(unfinished, Buffer.alloc(ballastBytes, 1));
      await rename(unfinished, ballastFile);
      return true;
    } catch {
      rmSync(unfinished, { force: true });
      return false;
    }
  }
}

async function hasSize(file: string, bytes: number): Promise<boolean> {
  return stat(file).then(
    (found) => found.size === bytes,
    () => false,
  );
}
