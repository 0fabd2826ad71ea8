import { caniemail } from "caniemail";
import { expect, test } from "vitest";
import { fillTokens } from "../../src/render/digest.ts";
import { designs, digestOf, frontPage, reader } from "./front-page.ts";

/** What some client does not do, and what its readers see instead. Whatever is not here must be done by all of them. */
const accepted: Readonly<Record<string, string>> = {
  // Gmail's web page on phones drops <style>: colours and sizes stand inline, only dark mode and the phone's margins go.
  "<style> element": "inline styles hold",
  "Class selector": "inline styles hold",
  "Type selector": "inline styles hold",
  "ID selector": "MJML's own reset for Outlook, which reads it",
  "Descendant combinator": "inline styles hold",
  "Chaining selectors": "phones' sizes; the desktop's are legible there",
  "@media": "neither dark mode nor phones' margins; Gmail inverts by itself",
  "color-scheme CSS property": "the client chooses the scheme by itself",
  "color-scheme meta tag": "the client chooses the scheme by itself",
  "text-underline-offset": "the line is drawn closer",
  // Of the hidden line after the subject: display, height and overflow hide it by turns, mso-hide in Outlook.
  "display:none": "it has no height and hides what flows over",
  "max-height property": "display and mso-hide hide it",
  overflow: "display and mso-hide hide it",
  "<bdi> element": "each stands between · or at a line's end, where directions part anyway",
  "height property": "of the strip above the card, and of pictures, whose attribute says it too",
  "<body> element": "becomes a div; the wrapper says language and direction again",
  "aria-label attribute": "the heading names the mail",
  "role attribute": "tables are read as tables, in their right order",
  "word-break": "long words are cut off at the card's edge, or widen it",
  outline: "of MJML's reset for pictures, which have none",
  "word-spacing": "normal anyway",
};

test("Gmail, Outlook, Apple Mail and Yahoo do all that the designs rely on", async () => {
  const met = new Set<string>();
  for (const design of designs) {
    const { html } = fillTokens(await digestOf(frontPage, { design }), reader);
    const { issues } = caniemail({ clients: ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*"], html });
    for (const [client, found] of issues.errors) {
      for (const { title } of found) {
        met.add(title);
        expect(Object.keys(accepted), `${design} in ${client}`).toContain(title);
      }
    }
  }
  // What is no longer met is no longer to be accepted.
  expect(Object.keys(accepted).filter((title) => !met.has(title))).toEqual([]);
});
