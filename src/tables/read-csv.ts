import { createReadStream, statSync } from "node:fs";
import { Transform } from "node:stream";
import { parse } from "csv-parse";
import { Fault, reasonOf } from "../domain/faults.ts";
import { unguarded } from "./formulas.ts";

export type CsvForm = {
  readonly encoding: "utf-8" | "utf-16le" | "windows-1252";
  readonly delimiter: "," | ";" | "\t";
};

/** A table as it lies in a file. `bytes` is how much of `of` has been read. */
export type CsvTable = {
  readonly form: CsvForm;
  /** In which row the first record stands, from 1. */
  readonly firstRow: number;
  /** Records in their order, by hundreds; an empty line is a record of one empty value. */
  readonly batches: AsyncIterable<readonly (readonly string[])[]>;
  readonly progress: () => { readonly bytes: number; readonly of: number };
};

const headBytes = 64 * 1024;
const batchRows = 200;
const maxRecordChars = 100_000;

/**
 * Reads RFC 4180 and what spreadsheets make of it: a byte order mark, `;` or tabs, `sep=;` as the first line, any line ends,
 * UTF-8 or Windows-1252. An apostrophe that keeps a value from being a formula is taken off. In flat memory.
 *
 * @throws Fault `no-input` when there is no such file, `bad-data` when it is no such table
 */
export async function readCsv(file: string, name: string): Promise<CsvTable> {
  const of = sizeOf(file, name);
  const { encoding, head } = await encodingOf(file);
  const start = head.replace(/^\uFEFF/, "");
  const stated = /^sep=([,;\t])\r?\n/.exec(start)?.[1];
  const delimiter = stated === "," || stated === ";" || stated === "\t" ? stated : delimiterOf(start);
  let bytes = 0;
  async function* batches(): AsyncGenerator<readonly (readonly string[])[]> {
    const source = createReadStream(file, { highWaterMark: 64 * 1024 });
    source.on("data", (chunk) => (bytes += chunk.length));
    const parser = parse({
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: maxRecordChars,
      ...(stated == null ? {} : { from: 2 }),
    });
    const text = encoding === "utf-8" ? source : source.pipe(decoded(encoding));
    for (const stream of [source, text]) stream.on("error", (error: Error) => parser.destroy(error));
    text.pipe(parser);
    let batch: string[][] = [];
    try {
      for await (const record of parser as AsyncIterable<string[]>) {
        batch.push(record.map(unguarded));
        if (batch.length < batchRows) continue;
        yield batch;
        batch = [];
      }
    } catch (error) {
      throw new Fault("bad-data", `${name} cannot be read as a table: ${reasonOf(error)}`, { cause: error });
    } finally {
      source.destroy();
    }
    if (batch.length > 0) yield batch;
  }
  return {
    form: { encoding, delimiter },
    firstRow: stated == null ? 1 : 2,
    batches: batches(),
    progress: () => ({ bytes, of }),
  };
}

function sizeOf(file: string, name: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() === true) return stat.size;
  throw new Fault("no-input", `${name} is not a file.`);
}

/** UTF-8 where all of it is, else Windows-1252, in which every byte means something. */
async function encodingOf(file: string): Promise<Pick<CsvForm, "encoding"> & { readonly head: string }> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let head = Buffer.alloc(0);
  let isUtf8 = true;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
    if (head[0] === 0xff && head[1] === 0xfe)
      return { encoding: "utf-16le", head: new TextDecoder("utf-16le").decode(head) };
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      isUtf8 = false;
      break;
    }
  }
  try {
    decoder.decode();
  } catch {
    isUtf8 = false;
  }
  const encoding = isUtf8 ? "utf-8" : "windows-1252";
  return { encoding, head: new TextDecoder(encoding).decode(head) };
}

function decoded(encoding: CsvForm["encoding"]): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, decoder.decode(chunk, { stream: true }));
    },
    flush(done) {
      done(null, decoder.decode());
    },
  });
}

/** What stands most often between values in the first line that has any of them; outside quotation marks. */
function delimiterOf(head: string): CsvForm["delimiter"] {
  const counts = { ";": 0, "\t": 0, ",": 0 };
  let quoted = false;
  for (const letter of head) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === ";" || letter === "\t" || letter === ",")) counts[letter]++;
    else if (!quoted && letter === "\n" && counts[";"] + counts["\t"] + counts[","] > 0) break;
  }
  const [most] = ([";", "\t", ","] as const).toSorted((a, b) => counts[b] - counts[a]);
  return most != null && counts[most] > 0 ? most : ",";
}
