import { createInterface } from "node:readline";
import { publishers } from "../../src/publish/index.ts";
import { dieAt } from "../dying.ts";
import { filesOf, goneIn } from "./generations.ts";

/**
 * Publishes a generation for each line on stdin, `GENERATION [PLACE TO DIE AT]`, and says so when it is out. Stands ready
 * before it is needed, so that a hundred of them cost no hundred starts.
 */
const publisher = publishers.folder(process.argv[2] ?? "", "public/");
for await (const line of createInterface(process.stdin)) {
  const [generation = "", place = ""] = line.split(" ");
  dieAt(place);
  await publisher.present();
  await using staged = await publisher.stage(filesOf(Number(generation)), goneIn(Number(generation)));
  await staged.publish();
  process.stdout.write(`${generation}\n`);
}
