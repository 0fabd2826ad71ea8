/** Text as HTML between tags; `<`, `>` and `&` are all that means something there. */
export const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
