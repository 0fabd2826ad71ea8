/** A person's name and address, with an avatar and the like, hold fewer. */
const maxBrackets = 40;

/** What the feed parser reads as a person in RSS, and what hides such tags from it. */
const marks = /<!--|<!\[CDATA\[|<\?|<(\/?)(author|managingeditor|webmaster)(?![^\s/>]|\s{0,20}\/>)/gi;
const ends: Readonly<Record<string, string>> = { "<!--": "-->", "<![CDATA[": "]]>", "<?": "?>" };

/**
 * A feed's text with the persons taken out that no person could be. feedsmith 3.0.1 looks for each opening bracket's
 * partner up to the end, so that 60 KB of "(" cost it four seconds and a megabyte twenty minutes. One pass, linear.
 */
export function withoutBracketTraps(text: string): string {
  let kept = "";
  let from = 0;
  for (const { start, end } of peopleIn(text)) {
    if (start < from || !isTrap(text.slice(start, end))) continue;
    kept += `${text.slice(from, start)}>`;
    from = end;
  }
  return kept + text.slice(from);
}

type Person = { readonly start: number; readonly end: number };

/** From the end of an opening tag's name to the last closing tag before the next opening one, for each of the names. */
function peopleIn(text: string): Person[] {
  const found: Person[] = [];
  const open = new Map<string, { start: number; end: number | null }>();
  const take = (name: string): void => {
    const { start, end } = open.get(name) ?? { start: 0, end: null };
    if (end != null) found.push({ start, end });
  };
  marks.lastIndex = 0;
  for (let mark = marks.exec(text); mark != null; mark = marks.exec(text)) {
    const [all, slash, name] = mark;
    if (name == null) {
      const close = text.indexOf(ends[all.toUpperCase()] ?? "", marks.lastIndex);
      if (close < 0) break;
      marks.lastIndex = close;
      continue;
    }
    const tag = name.toLowerCase();
    const current = open.get(tag);
    if (slash === "/" && current != null) current.end = mark.index;
    else if (slash !== "/" && (current == null || current.end != null)) {
      take(tag);
      open.set(tag, { start: mark.index + all.length, end: null });
    }
  }
  for (const tag of open.keys()) take(tag);
  return found.sort((a, b) => a.start - b.start);
}

/** References count as well: any bracket can be written as one. */
function isTrap(person: string): boolean {
  return (person.match(/[([<&]/g)?.length ?? 0) > maxBrackets;
}
