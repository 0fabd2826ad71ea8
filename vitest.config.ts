import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A process of its own for each file would load and warm up the same modules a hundred times: twice the CPU seconds.
    // No test replaces a module, and what one sets in the environment it puts back. Processes, not threads: mjml is loaded
    // from another working directory.
    pool: "forks",
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    env: { NO_COLOR: "1", TZ: "UTC" },
  },
});
