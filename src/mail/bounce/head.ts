/** Header fields by lower-case name, each with its values unfolded, in their order. */
export type Head = ReadonlyMap<string, readonly string[]>;

const maxFields = 500;
const maxValue = 8000;

/** The fields at the beginning of a text, up to the first empty line (RFC 5322 §2.2); lines that are none are passed over. */
export function readHead(text: string): Head {
  const head = new Map<string, string[]>();
  let last: string[] | null = null;
  let fields = 0;
  for (const line of lines(text)) {
    if (line === "") break;
    if (line.startsWith(" ") || line.startsWith("\t")) {
      const value = last?.at(-1);
      if (last != null && value != null) last[last.length - 1] = `${value} ${line.trim()}`.slice(0, maxValue);
      continue;
    }
    const colon = line.indexOf(":");
    last = null;
    if (colon < 1 || colon > 100 || fields++ >= maxFields) continue;
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    if (!/^[!-9;-~]+$/.test(name)) continue;
    last = head.get(name) ?? [];
    last.push(line.slice(colon + 1, colon + 1 + maxValue).trim());
    head.set(name, last);
  }
  return head;
}

export const first = (head: Head, name: string): string => head.get(name)?.[0] ?? "";

/** Lines without their ends, one by one. */
function* lines(text: string): Generator<string> {
  let from = 0;
  while (from <= text.length) {
    const end = text.indexOf("\n", from);
    const to = end === -1 ? text.length : end;
    yield text.slice(from, text[to - 1] === "\r" && to > from ? to - 1 : to);
    if (end === -1) return;
    from = end + 1;
  }
}
