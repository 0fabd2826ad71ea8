/**
 * What a mail server's words about one recipient mean for the address. `hard`: it is dead. `full`: nobody empties it. `soft`:
 * a passing trouble, or one of the way there. `policy`: they refuse us or what we wrote; the address is not at fault.
 * `unknown`: it failed, and nothing says why.
 */
export type FailureClass = "hard" | "soft" | "full" | "policy" | "unknown";

/** Whom or what a server speaks of, and what stands between that and what it says. */
const reader = String.raw`(?:users?|rcpt|recipients?|addressee|mail ?box|account|alias|(?:e-?mail )?address(?:es)?|destinataire|utilisateur|empf[aä]nger|usuario)`;
const between = String.raw`(?:['’]s)? ?(?:\S{1,100} ){0,5}`;
const gone = String.raw`(?:unknown|invalid|inactive|disabled|deactivated|discontinued|terminated|closed|expired|locked|suspend(?:ed)?|unavailable|unroutable|unrouteable|non-?existent|unbekannt|inconnue?|desconocido|does(?: not|n['’]?t) (?:exist|like)|(?:is |was |are )?not (?:an? )?(?:found|known|exist|active|local|valid|present|listed|recogni[sz]ed|ok)\b)`;

/**
 * What servers say where their code says nothing, in the order in which they are looked for: what is about our own mail first,
 * because taking it for the reader's fault would suppress an address that works. Of 40 phrases that refuse us or may pass,
 * looked at only when this was done, none was taken for a dead address; 29 were not known, and count as that.
 */
const phrases: readonly (readonly [FailureClass, readonly string[]])[] = [
  [
    "policy",
    [
      String.raw`message (?:size|length|is too|too)|too (?:large|big)\b`,
      String.raw`rate limit|(?:sending|sender) (?:limit|quota)|per (?:hour|minute|second|day)\b|too many (?:connections|recipients|messages (?:from|per|in))`,
    ],
  ],
  [
    "full",
    [
      String.raw`quota\b|(?:storage|space|receiving|mail ?box|local) (?:\S{1,20} ){0,3}(?:limits?|allocation|allowed)|exceeded (?:\S{1,20} ){0,3}(?:limits?|allocation|storage)|maximum allowed storage`,
      String.raw`(?:mail ?box|inbox|account|mailfolder|mail ?dir|postfach|bo[iî]te|buz[oó]n)\S{0,3} (?:\S{1,30} ){0,3}(?:full|voll|pleine|lleno)\b|full (?:mail ?box|inbox)`,
      String.raw`out of storage|insufficient (?:\S{1,20} )?(?:storage|space)|enough (?:\S{1,20} )?(?:storage|space)|space has been used up|speicherplatz|too much mail|too many messages on|mail file size`,
    ],
  ],
  [
    "policy",
    [
      String.raw`spam|unsolicited|\bblocked\b|block[- ]?list|black[- ]?list|\b\w{0,10}rbl\b|\b\w{0,5}dnsbl|(?<!not )\blisted (?:in|at|on|by|as)\b|reputation|abus(?:e|ive|\b)|user complaints|unexpected volume`,
      String.raw`\bdmarc\b|\bspf\b|\bdkim\b|unauthenticated|authenticat|\bpolic(?:y|ies)\b|\bbanned\b|virus|malware|\bcontents?\b|looks (?:suspicious|like)|\bbulk\b|mass mail|prohibit|filter(?:ed|ing)?\b|suspected|pattern detection|members[- ]only|this message is\b|verification fail`,
      String.raw`client host|\bips?\b|dynamic (?:\S{1,20} )?hosts?|\bptr\b|reverse (?:dns|lookup)|\brdns\b|hostname|relay|open proxy|rcpthosts|(?<!to |to the )\bsender|badsender|emetteur|envelope from|\bmail from\b|\bfrom: |\bhelo\b`,
      String.raw`(?:refused|rejected|denied|blocked)[ :.,-]{1,5}see\b|rejected as|not (?:permitted|allowed|authori[sz]ed|accepted?) (?:to|from)|accept(?:ing)? mail from|access (?:to|from)\b|(?<!rejected: |or )access (?:denied|forbidden)|server (?:access|requires)|your (?:isp|network|server|hostname|domain|address\b)|this mail server\b|go away|service refused`,
    ],
  ],
  [
    "hard",
    [
      `${reader}${between}${gone}`,
      String.raw`(?:unknown|invalid|inactive|deactivated|disabled|archived|expired|bad|wrong|non-?existent|unroutable|unrouteable|unbekannter|nonvalid)[-_ /](?:\S{1,30} ){0,2}(?:users?|recipients?|rcpt ?to|address|mail ?box|account|domain|destination|host|local[- ]?part|virtual|empf|benutz)`,
      String.raw`\bno (?:such|valid|mail ?box|account|user|one|longer|recipients?|thank)\b|\bno (?:\S{1,60} ){1,2}(?:in|with|by) (?:\S{1,20} )?(?:name|directory)|badrcptto|recipient address rejected|rejected recipients?|can['’]?t accept user|no existe|missing home directory`,
      String.raw`not (?:an? )?(?:listed|found|valid|known|active|local) (?:in|user|mail ?box|address)|does(?: not|n['’]?t) have an? \S{1,60} account|@\S{1,200} (?:is |was )?(?:not found|unknown|unavailable|does not exist)|could ?n[o'’]?t be found`,
      String.raw`(?:host|domain)(?: or domain)?(?: name)? (?:\S{1,100} )?(?:not found|unknown|does(?: not|n['’]?t) exist)|(?:find|resolve) any host|domain must exist|name or service not known|nxdomain|null ?mx|does not accept mail`,
    ],
  ],
  [
    "soft",
    [
      String.raw`gr[ae]y-?list|try again|try later|temporar|timed? ?out|timeout|connection (?:\S{1,10} )?(?:refused|reset|dropped|lost)|deferred|too many hops|\bloop|retry|reachable|no route to host|expired|giving up|g(?:ive|ave)n? up|did(?: not|n['’]?t) (?:respond|answer)|\d tries|not been collected|more than \d{1,3} (?:hour|day)|gateway|server (?:busy|down|unavailable)|not (?:yet )?been delivered|queue too long|warning|delayed`,
    ],
  ],
];
const patterns = phrases.map(([kind, sources]) => [kind, sources.map((s) => new RegExp(s, "iu"))] as const);

/** @returns null where nothing in the words is known */
export const classByWords = (words: string): FailureClass | null =>
  patterns.find(([, each]) => each.some((pattern) => pattern.test(words)))?.[0] ?? null;
