import { SaxesParser } from "saxes";

/** @throws where it is not whole in its own terms */
export function requireWhole(file: string, text: string): void {
  if (file.endsWith(".json")) JSON.parse(text);
  else if (file.endsWith(".xml")) new SaxesParser().write(text).close();
  else if (file.endsWith(".html") && !text.endsWith("</html>\n")) throw new Error(`${file} ends early`);
}
