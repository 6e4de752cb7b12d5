import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Once for a test run: one folder for all that it leaves in temporary ones. A worker that is killed cannot clear up itself. */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "crowsnest-test-"));
  // Postgres runs as another user, who has to get through to its own folder.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
