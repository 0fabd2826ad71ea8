/** Words and patterns the headline rules know. English; all linear. */

/** Begin a trailing clause that the rest can do without. */
export const clauseOpeners =
  /,\s(?:\p{L}{3,15}ing\b|who\b|whose\b|which\b|where\b|when\b|while\b|as\b|after\b|before\b|because\b|since\b|although\b|though\b|but\b|and\b|with\b|in\b|despite\b|following\b|amid\b|even\b|including\b|a\b|an\b|the\b|according to\b|so\b|making\b|leaving\b|prompting\b|not\b|at\b|on\b|just\b|more than\b)|;\s|\s[—–]\s|\s--\s|:\s/giu;

/** ", officials said", "according to the ministry". */
export const attributionTail =
  /,?\s(?:according to\b|(?:\p{L}+\s){1,4}(?:said|says|told reporters|announced|reported|confirmed|added)$)|,\s(?:[\p{L}’'-]+\s){1,6}(?:said|says|announced|reported|confirmed|added)\b/giu;

/** Where a sentence may end early although nothing marks it; used only when nothing gentler fits. */
export const softOpeners =
  /\s(?:after|as|amid|because|before|while|when|despite|following|since|although|though|unless|until|during|where|which|who|whose|in an? (?:effort|attempt|bid|move)|in order|so that|including|according|by \p{L}{3,15}ing|over|across|through|in (?:a|an|the|what|[\p{Lu}])|at (?:a|an|the)|on (?:the|\p{Lu})|with (?:a|an|the)|near|under|for (?:a|an|the|its|their))\b/gu;

/** The last resort: a complement that the rest can do without, oftener than not. */
export const prepositions =
  /\s(?:in|on|at|for|from|with|against|into|between|among|without|within|toward|towards|because of|due to|along|alongside|around|and|to)\s(?=\p{L}|\p{N})|,\s/gu;

/** Open a clause that is not the main one. */
export const openingSubordinators =
  /^(?:after|when|while|as|although|though|because|since|before|if|despite|following|speaking|according|with|in|on|at|during|amid|under|for|by|\p{L}{3,12}ing|\p{L}{3,12}ed)\b/iu;

/** "said Thursday it" → "said it"; "on Tuesday" anywhere but at the start. */
export const weekdayPhrase =
  /(?<=\p{L}["”’]?),?\s(?:on\s|late\s|early\s|late on\s|early on\s)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:\s(?:morning|afternoon|evening|night))?(?![\p{L}’'-])/gu;

const office =
  "(?:Prime Minister|Foreign Minister|Defen[cs]e Minister|Finance Minister|Interior Minister|Vice President|President|Chancellor|Premier|Secretary of State|Secretary|Senator|Sen\\.|Representative|Rep\\.|Governor|Gov\\.|Mayor|King|Queen|Pope|General|Gen\\.|Attorney General|chief executive|CEO|spokesman|spokeswoman|spokesperson|Justice|Judge|Minister|Mr\\.?|Mrs\\.?|Ms\\.?|Dr\\.?|Professor|Prof\\.)";

/** An office (with a country or party before it), one to three names, the last of them captured. */
export const honorifics = new RegExp(
  `(?:(?<![\\p{L}-])(?:US|U\\.S\\.|UK|EU|Former|former|\\p{Lu}\\p{L}{2,15}(?:ian|ish|ean|ese|an|ch|sh|li|qi|ni|ine)) )?(?<![\\p{L}-])${office} (?:\\p{Lu}[\\p{L}.’'-]{0,20} ){1,2}(\\p{Lu}[\\p{L}’-]{1,20}?)(?=[\\s,.;:]|[’']s|$)(?!\\s\\p{Lu})`,
  "gu",
);

/** Finite verbs by form and by list; generous, as a noun taken for a verb only keeps a candidate alive. */
export const verbs =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|did|does|do|won|wins|lost|loses|said|says|told|made|makes|took|takes|gave|gives|got|gets|went|goes|came|comes|saw|sees|found|finds|left|leaves|kept|keeps|held|holds|led|leads|met|meets|put|puts|set|sets|hit|hits|cut|cuts|beat|beats|broke|began|begins|became|becomes|fell|falls|rose|rises|grew|grows|ran|runs|built|bought|sold|sent|spent|struck|swept|drew|drove|flew|shot|stood|stands|thought|threw|wrote|paid|pays|plans|seeks|faces|calls|urges|warns|wants|needs|shows|opens|closes|returns|ends|adds|backs|bans|blames|claims|denies|demands|offers|passes|plays|raises|rejects|remains|signs|starts|stops|tells|tries|turns|votes|wounds|is|looks?|asks?|opens?|helps?|works?|gives?|brings?|allows?|requires?|includes?|continues?|expects?|announces?|reports?|launch(?:es)?|launched)\b|(?<=\s)\p{Ll}{2,15}ed\b|n[’']t\b|[’'](?:s|re|ve|ll|d)\s/u;
