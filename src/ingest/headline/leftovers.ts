/** Stamps, and what players and picture frames leave between the paragraphs: a line of it is neither title nor prose. */
export const isLeftover = (line: string): boolean => leftover.test(line);

const leftover =
  /^(?:(?:last )?(?:updated|posted|published|modified)(?: on| at)?:? .{0,20}\d|first (?:published|posted)\b|(?:media|video|audio) playback is|(?:your|this) (?:browser|device) (?:does|is) not|play (?:video|audio)\b|(?:image|photo|picture|video|media) (?:source|credit|copyright|caption)\b|getty images\b|to play this (?:video|content)\b|(?:please )?(?:enable|turn on) javascript\b)/iu;
