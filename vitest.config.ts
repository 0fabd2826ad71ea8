import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A process of its own for each file would load and warm up the same modules a hundred times: twice the CPU seconds.
    // No test replaces a module, and what one sets in the environment it puts back. Processes, not threads: mjml is loaded
    // from another working directory.
    pool: "forks",
    isolate: false,
    // One more than there are cores: some tests wait for time-outs, and meanwhile another has the core.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {
      NO_COLOR: "1",
      TZ: "UTC",
      // Processes that tests start keep their compiled modules here, and nothing in the home of who runs the tests.
      XDG_CACHE_HOME: path.join(import.meta.dirname, "node_modules/.cache"),
    },
  },
});
