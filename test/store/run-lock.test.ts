import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { sqliteRunLock } from "../../src/store/run-lock.ts";
import { tree } from "../tree.ts";

async function faultOf(attempt: Promise<unknown>): Promise<Fault> {
  const error: unknown = await attempt.then(
    () => new Error("it went well"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Fault) return error;
  throw error;
}

describe("the run lock", () => {
  test("is held by one run at a time, and the other is told who holds it", async () => {
    const file = path.join(tree(), "data", "run.lock");
    const held = await sqliteRunLock(file).acquire();
    const fault = await faultOf(sqliteRunLock(file).acquire());
    expect(fault.code).toBe("busy");
    expect(fault.exitCode).toBe(75);
    expect(fault.message).toContain(`process ${process.pid}`);
    await held[Symbol.asyncDispose]();
    await using again = await sqliteRunLock(file).acquire();
    expect(again).toBeDefined();
  });

  test("of one site does not hold up another", async () => {
    const folder = tree();
    await using one = await sqliteRunLock(path.join(folder, "a", "run.lock")).acquire();
    await using two = await sqliteRunLock(path.join(folder, "b", "run.lock")).acquire();
    expect(one).not.toBe(two);
  });

  test("is free again the moment its process is killed", async () => {
    const file = path.join(tree(), "run.lock");
    const program = `
      const { sqliteRunLock } = await import(${JSON.stringify(path.resolve("src/store/run-lock.ts"))});
      globalThis.held = await sqliteRunLock(${JSON.stringify(file)}).acquire();
      console.log("held");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child.stdout, "data");
    const fault = await faultOf(sqliteRunLock(file).acquire());
    expect([fault.code, fault.message]).toEqual(["busy", expect.stringContaining(`process ${child.pid}`)]);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    await using mine = await sqliteRunLock(file).acquire();
    expect(mine).toBeDefined();
  });

  test("that cannot be made says where and why", async () => {
    const folder = tree({ data: "a file where the folder should be" });
    const fault = await faultOf(sqliteRunLock(path.join(folder, "data", "run.lock")).acquire());
    expect(fault.code).toBe("cannot-write");
    expect(fault.message).toContain(path.join(folder, "data", "run.lock"));
  });

  test("holds also where its holder cannot be written down, such as on a disk that is read-only", async () => {
    const file = path.join(tree({ "run.lock.holder/x": "a folder where the file should be" }), "run.lock");
    await using _held = await sqliteRunLock(file).acquire();
    expect((await faultOf(sqliteRunLock(file).acquire())).code).toBe("busy");
  });
});
