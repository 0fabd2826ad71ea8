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
void import("node:module")
  .then(({ enableCompileCache }) => enableCompileCache())
  .then(() => import("./cli.ts"))
  .then(({ main }) => main(process.argv.slice(2)))
  .then((code) => {
    isSettled = true;
    process.exitCode = code;
  });
