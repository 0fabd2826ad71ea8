import type { Told } from "./refusals.ts";

/**
 * How a server wants to be asked. Servers that speak the same protocol take different parts of it: the full form is tried
 * first, and what a server refuses is left out for the rest of the run.
 */
export type Manners = {
  readonly format: "json_schema" | "json_object" | "text";
  /** OpenAI's own newer models take only the second, Ollama only the first. */
  readonly limit: "max_tokens" | "max_completion_tokens";
  /** Models that reason refuse any temperature but their own. */
  readonly temperature: boolean;
  readonly seed: boolean;
};

export const fullManners: Manners = {
  format: "json_schema",
  limit: "max_tokens",
  temperature: true,
  seed: true,
};

/** The next simpler way of asking after a refusal (400 or 422), or null when there is none left. */
export function simpler(manners: Manners, { param, message }: Told): Manners | null {
  const told = param === "" ? message : param;
  if (manners.limit === "max_tokens" && /max_completion_tokens|'max_tokens'|^max_tokens$/.test(told))
    return { ...manners, limit: "max_completion_tokens" };
  if (manners.temperature && /temperature/i.test(told)) return { ...manners, temperature: false };
  if (manners.seed && /\bseed\b/i.test(told)) return { ...manners, seed: false };
  if (manners.format === "json_schema") return { ...manners, format: "json_object" };
  if (manners.format === "json_object") return { ...manners, format: "text" };
  if (manners.seed || manners.temperature) return { ...manners, seed: false, temperature: false };
  return null;
}

/** The parts of a request that depend on the manners. */
export function requestParts(manners: Manners, maxTokens: number) {
  return {
    ...(manners.temperature ? { temperature: 0 } : {}),
    ...(manners.seed ? { seed: 1 } : {}),
    ...(manners.limit === "max_tokens" ? { max_tokens: maxTokens } : { max_completion_tokens: maxTokens }),
    ...(manners.format === "text" ? {} : { response_format: formats[manners.format] }),
  };
}

const formats = {
  json_object: { type: "json_object" },
  json_schema: {
    type: "json_schema",
    json_schema: {
      name: "summary",
      strict: true,
      schema: {
        type: "object",
        properties: { summary: { type: "string" } },
        required: ["summary"],
        additionalProperties: false,
      },
    },
  },
} as const;
