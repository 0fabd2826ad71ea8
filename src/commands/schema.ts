import { z } from "zod";
import { jobSettings, siteSettings } from "../settings.ts";
import type { Terminal } from "./terminal.ts";

const schemas = { job: jobSettings, site: siteSettings } as const;
export type SchemaName = keyof typeof schemas;

/** JSON Schema (2020-12) of what a YAML file may say, for completion in editors. */
export function schemaText(name: SchemaName): string {
  const schema = z.toJSONSchema(schemas[name], { io: "input", unrepresentable: "any" });
  return JSON.stringify(schema, null, 2);
}

/** `broadsheet schema job|site` */
export function printSchema(terminal: Terminal, name: SchemaName): number {
  terminal.result(schemaText(name));
  return 0;
}
