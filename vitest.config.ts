import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{shared,streams,db,server,client,scripts}/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more files at once only make the timed waits of integration tests longer.
    maxWorkers: 2,
  },
});
