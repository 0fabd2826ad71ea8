/**
 * What stands in a line of prose without being part of it: understanding tells furniture by the line, and text taken from
 * pages often comes in one line.
 */

/** Invitations, at the beginning of a sentence: "Read more: …", "Click here to …". */
const invitation =
  /^[\s([*•>"“'‘-]{0,4}(?:read (?:more|also|next|this)|see also|also read|click (?:here|to|on|for|through)|scroll (?:down|to)|sign up|subscribe (?:to|for|now|here|today)|follow (?:us|me|@)|share (?:this|on|your)|leave (?:a|your)\b.{0,30}\bcomments?|(?:watch|listen|video|photos?|pictures?|gallery|related|recommended|advertisement|copyright)\s?[:©])/iu;
/** A credit or a pasted address, anywhere in it. */
const pasted =
  /https?:\/\/|\bpic\.twitter\.com|\bcontributed to this (?:report|story|article)|\ball rights reserved\b/iu;
/** Longer ones are prose with an address in it, or have lost their full stops. */
const maxChars = 600;

export const isTrimming = (sentence: string): boolean =>
  sentence.length <= maxChars && (invitation.test(sentence) || pasted.test(sentence));

/** "Sanaa, Yemen (CNN)In …", "(cnn) -- …": an agency in brackets after at most four words. */
const agency =
  /^(?:[\p{L}.'’-]{1,20},?\s){0,4}\((?:cnn|reuters|ap|afp|dpa|efe|ansa|xinhua|tass|upi|pti|ani|ians|bloomberg|associated press)\)\s{0,3}(?:[—–-]{1,2}\s{0,3})?(?=\S)/iu;

/** Length of a dateline that still stands before the first sentence. */
export const datelineLength = (sentence: string): number =>
  agency.exec(sentence.slice(0, 120))?.[0].length ?? 0;

/** "- ", "• ", "… ", "🔥 ": signs that stand before a sentence without being of it; not what opens a quotation or a sum. */
const marker = /^(?:[^\p{L}\p{M}\p{N}\p{Sc}\p{Pi}\p{Ps}\s"'#@¿¡]{1,4}\s{1,4}){1,3}/u;

export const markerLength = (sentence: string): number => marker.exec(sentence)?.[0].length ?? 0;
