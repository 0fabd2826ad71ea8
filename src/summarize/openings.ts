/** How a sentence opens: whether it can stand without the one before it. All of it holds in small letters, too. */

/**
 * Words that point back at what came before. "It" and "this" may also point forward ("It is raining"); a summary
 * that leaves them out loses little.
 */
const pronouns = `he she it they his her hers its their theirs this that these those him them such both neither
  he'd he'll he's she'd she'll she's it'd it'll it's they'd they'll they're they've that's
  er sie es dies diese dieser dieses ihre seine il elle ils elles cela ces cette él ella ellos ellas esto eso este esta
  hij zij ze hun hon он она они это`;

/** Words that answer or carry on the sentence before. */
const connectives = `but and or nor yet so however also then still meanwhile moreover nevertheless nonetheless therefore thus
  hence instead besides furthermore additionally otherwise similarly likewise consequently accordingly indeed
  aber doch denn jedoch dennoch deshalb daher zudem außerdem und mais et cependant donc ainsi pourtant pero además entonces
  inoltre quindi però но однако и а maar echter`;

const phrases = `in addition|for example|for instance|as a result|on the other hand|because of this|in contrast|by contrast|at the
  same time|in fact|of course|after that|since then|in turn|even so|as such|in other words|the latter|the former|one of them|some of
  them|most of them|all of them|many of them|none of them|the two|the pair|the trio|sin embargo`;

const leaning = new RegExp(
  `^["“„«'‘(\\[]{0,2}(?:${[
    ...`${pronouns} ${connectives}`.split(/\s+/),
    ...phrases.replace(/\s+/g, " ").split("|"),
  ]
    .map((words) => words.replaceAll("'", "['’]"))
    .join("|")})(?![\\p{L}\\p{M}\\p{N}'’-])`,
  "iu",
);
const quoteMark = /^["“”„«»'‘「『‹]/u;

/** Opens with a pronoun or connective: hangs in the air without the sentence before it. */
export const leansOnPrevious = (sentence: string): boolean => leaning.test(sentence.slice(0, 40));

export const opensWithQuote = (sentence: string): boolean => quoteMark.test(sentence);
