import { configDefaults, defineConfig } from "vitest/config";
import { soaking } from "./shared/testing/scale.ts";

export default defineConfig({
  test: {
    include: ["{shared,streams,db,server,client,scripts}/**/*.test.{ts,tsx}"],
    exclude: soaking ? configDefaults.exclude : [...configDefaults.exclude, "**/*.soak.test.ts"],
    testTimeout: soaking ? 30 * 60_000 : 60_000,
    hookTimeout: 120_000,
    // A poll ends as soon as what it waits for is there; long, for a machine that does other things too.
    expect: { poll: { timeout: 30_000 } },
    globalSetup: ["db/testing/run-folder-setup.ts", "db/testing/postgres-setup.ts"],
    // Two cores: more files at once only make the timed waits of integration tests longer.
    maxWorkers: 2,
  },
});
