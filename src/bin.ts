#!/usr/bin/env node
// The door: says in one line when this Node is too old, before anything is loaded that such a Node could not read.
const oldest = 24;
if (Number(process.versions.node.split(".")[0]) < oldest) {
  process.stderr.write(
    `broadsheet: Node.js ${oldest} or newer is needed; this is ${process.versions.node}. In a clone, "npm ci" brings one: use "npm run once" or "npx broadsheet".\n`,
  );
  process.exit(78);
}
// A reader that has seen enough (`| head`) is no error, and must not end a run in the middle of its work; nor must a full disk
// behind the output.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

// A promise that nobody keeps leaves nothing to wait for, and Node would end as if all were well.
let isSettled = false;
process.on("exit", () => {
  if (isSettled) return;
  process.exitCode = 70;
  process.stderr.write(
    "broadsheet: ended in the middle of its work, which is a fault of its own; please report this.\n",
  );
});

// No top-level await: a Node that does not know it would fail before the line above could be said.
void Promise.all([import("node:module"), import("node:os")])
  .then(([{ enableCompileCache }, { homedir }]) => {
    // Compiled modules make a start several times as fast. Kept among the user's own files: who can write to a folder that all
    // share could plant code there. Where nothing can be written (or nobody lives) modules are compiled each time.
    // In the environment, as threads look for it there.
    const { env } = process;
    try {
      env["NODE_COMPILE_CACHE"] ||= `${env["XDG_CACHE_HOME"] || `${homedir()}/.cache`}/broadsheet`;
      enableCompileCache(env["NODE_COMPILE_CACHE"]);
    } catch {}
  })
  .then(() => import("./cli.ts"))
  .then(({ main }) => main(process.argv.slice(2)))
  .then((code) => {
    isSettled = true;
    process.exitCode = code;
  });
