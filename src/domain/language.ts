const rightToLeft = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);
const rightToLeftScripts = new Set(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"]);

/** Base direction of text in a language, for `dir`. @param tag BCP 47, e.g. `ar`, `az-Arab`, `en-GB`. */
export function directionOf(tag: string): "ltr" | "rtl" {
  const [language = "", ...subtags] = tag.split("-");
  const script = subtags.find((s) => s.length === 4);
  if (script != null) return rightToLeftScripts.has(title(script)) ? "rtl" : "ltr";
  return rightToLeft.has(language.toLowerCase()) ? "rtl" : "ltr";
}

/** Is this a well-formed BCP 47 tag? */
export function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const title = (s: string): string => s.slice(0, 1).toUpperCase() + s.slice(1).toLowerCase();
