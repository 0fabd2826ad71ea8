import { describe, expect, test } from "vitest";
import { pageHtml } from "../../src/render/page-pictures.ts";
import { publication } from "./sample.ts";

const shown = (html: string): string => pageHtml(html, "../", publication.voice);

describe("on an article's page", () => {
  test("its own pictures keep their place; all but the first wait until they are come to", () => {
    const picture = (n: number): string =>
      `<img src="images/${n}.png" alt="a > b" width="3" height="2" loading="lazy" />`;
    expect(shown(`<p>${picture(1)}</p><p>${picture(2)}</p>`)).toBe(
      '<p><img src="../images/1.png" alt="a > b" width="3" height="2" decoding="async"></p>' +
        '<p><img src="../images/2.png" alt="a > b" width="3" height="2" loading="lazy" decoding="async"></p>',
    );
  });

  test("a picture that lies elsewhere is a link, named by its description or its place", () => {
    expect(shown('<img src="https://a.example/p.png" alt="Two &lt;eels&gt;" />')).toBe(
      '<a href="https://a.example/p.png" rel="noreferrer">Two &lt;eels&gt;</a>',
    );
    expect(shown('<img width="9" src="https://www.a.example/p.png" alt="" />')).toBe(
      '<a href="https://www.a.example/p.png" rel="noreferrer"><span lang="en">Picture at a.example</span></a>',
    );
  });

  test("a picture from elsewhere in a link is its description, as links hold no links", () => {
    expect(
      shown('<a href="https://b.example/"><img src="https://a.example/p.png" alt="Eels" /></a> and <br />'),
    ).toBe('<a href="https://b.example/">Eels</a> and <br>');
  });

  test("an address holds what addresses may", () => {
    expect(shown('<a href="https://b.example/{x}|y^z?a=[1]">a</a>')).toBe(
      '<a href="https://b.example/%7Bx%7D%7Cy%5Ez?a=[1]">a</a>',
    );
  });

  test("what only looks like a picture stays text", () => {
    for (const text of ['&lt;img src="images/1.png" />', "a />b", '<abbr title="<img src=x>">a</abbr>'])
      expect(shown(`<p>${text}</p>`)).toBe(`<p>${text}</p>`);
  });
});
