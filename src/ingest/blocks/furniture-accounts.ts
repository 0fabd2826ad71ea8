/**
 * How English lines begin that ask for an account, an address, money or consent. Compared as those of
 * furniture-openings.ts.
 */
export const accountOpenings: readonly (readonly string[])[] = [
  // sign up, log in
  [
    "(?:create|set up|open) (?:an?|your) (?:free )?account\\b",
    "(?:please )?(?:sign|log) ?in (?:or|and) (?:create|register|subscribe)",
    "please check your (?:inbox|e-?mail)",
    "(?:sign|log) ?(?:up|in|on) (?:for|to (?:our|get|receive|read|the|[^.]{0,40}newsletter)|here|now|today|with)\\b",
    "sign up[:,!]",
    "free sign up",
  ],
  // subscribe
  [
    "subscribe (?:to (?:our|us|the(?: [^ ,.]{1,20}){1,5}[.!]?$|[^.]{1,60}(?:newsletter|channel|podcast|feed))|now|for (?:free|just|only|unlimited|full|more)|here|today|via|on)\\b",
    "(?:support|subscribe):",
  ],
  // newsletters and alerts
  [
    "(?:the best of|the latest from|news from|stories from|the essentials?)\\b[^.]{0,60}(?:delivered|every (?:day|week|morning|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\\b[^.]{0,40}[.!]?$",
    "(?:get|receive) (?:the|our|your|all the|all our|more|[^.]{1,40}'s)? ?[^.]{0,50}(?:newsletters?|daily edition|in your (?:e-?mail|inbox)|to your (?:e-?mail|inbox)|by e-?mail|app\\b|alerts|notifications)",
  ],
  // join
  [
    "(?:join|become) (?:our|a|the) (?:[a-z]{1,15} ){0,3}(?:community|newsletter|channel|group|mailing list|conversation|member|subscriber|discussion|chat)",
  ],
  // trials, memberships, paywalls, donations
  [
    "(?:subscriber|member|premium|registered user)s?'?[- ](?:exclusive|only|benefit|content)s?\\b[^.]{0,30}$",
    "subscribe (?:to|and) (?:unlock|continue|read|keep|get|access)\\b",
    "(?:support|fund|back) [^.]{2,40} (?:from|for) (?:as little as|just|only) ",
    "(?:get |enjoy )?unlimited (?:digital |online )?(?:access|articles|reading)\\b",
    "cancel (?:anytime|any time|at any time)\\b",
    "(?:read|get|enjoy) [^.]{0,40} for (?:just |only )?[$€£]?\\d",
    "(?:special|limited[- ]time|introductory) offer\\b",
    "continue reading (?:with|for)",
    "(?:start|begin|try|activate) (?:your|our|a) (?:[a-z0-9-]{1,10} ){0,3}(?:trial|subscription|membership|free)",
    "(?:already|not) (?:yet )?(?:a|an|have) (?:a |an )?(?:subscri|member|account|registered)",
    "become an? (?:[a-z]{1,12} ){0,3}(?:member|subscriber|supporter|patron|insider|sponsor|donor|contributor)\\b(?!s? of)",
    "(?:this|the) (?:article|content|story) is (?:for|only|exclusive|available|free|reserved)",
    "to continue reading",
    "you have (?:\\d{1,3} (?:free|articles?|stories|remaining)|reached your|read \\d|used (?:all|up)) ?",
    "unlock (?:this|full|unlimited)",
    "(?:subscribers|members) only",
    "support [^.]{2,40} journalism\\b",
    "(?:quality|good|independent|great|local) journalism (?:costs|needs|takes|is not free|isn't free|matters|depends|requires)\\b",
    "support (?:our|independent|quality|local) (?:journalism|work|reporting|news)",
    "help us (?:keep|continue|improve|grow|unlock|report)",
    "please (?:consider (?:a|making|support|donat|subscrib|becoming)|support (?:our|us|the|independent|quality)|donate (?:to|here|now|today)|log|sign|subscribe|enable|allow|try again|wait|enter|note that this|read our|check your|share|like)\\b",
    "as a (?:non-?profit|reader-supported)\\b.{0,120}$",
    "if you (?:like|enjoyed?|found|liked|appreciate|value) (?:this|what|our|the)\\b.{0,140}$",
    "your (?:support|donation|contribution|subscription) ",
  ],
  // terms and privacy
  [
    "(?:privacy|cookie|consent|ad|tracking) (?:preferences|options|choices|settings|center|centre)$",
    "(?:terms (?:of (?:use|service|sale)|and conditions|& conditions)|privacy (?:policy|notice|statement)|cookie (?:policy|settings|notice)|contact us|about (?:us|this (?:story|article|site|newsletter|report|series))|user agreement|code of (?:conduct|ethics)|community (?:guidelines|standards)|do not sell|your privacy)(?! (?:has|have|is|are|was|were|will|had|that|became|remains?)\\b)(?:\\b.{0,120}$)",
    "about the authors?(?! (?:little|nothing|of|is|was|and|we|there|much)\\b).{0,120}$",
  ],
  // consent by use, affiliate links
  [
    "we and our (?:[\\d,.]{1,6} )?(?:trusted )?partners\\b",
    "your (?:choices|consent|rights|options) (?:regarding|about|for|and) (?:cookies|your|privacy)",
    "manage (?:your )?(?:consent|privacy|cookie|tracking|preferences)\\b",
    "we value your privacy",
    "(?:read |see )?our cookie\\b",
    "(?:by (?:signing up|subscribing|clicking|using|submitting|providing|continuing|registering|entering your)|(?:we|this (?:site|website|page)) (?:use|uses|may use|value|respect|may earn|earn|have|independently|partner) (?:cookies|your privacy|a commission|commission|affiliate|an? (?:small )?(?:affiliate )?commission|some|is protected|review|with))\\b",
  ],
  // forms, scripts, errors
  [
    "this (?:content|video|article|page|feature|service) (?:is|isn't|is not|may not be) (?:currently |no longer |not )*(?:available|supported|accessible)\\b",
    "(?:font|text) size\\b",
    "some content could not be (?:imported|loaded|displayed)",
    "this (?:content|element|video|post|embed) is (?:hosted|provided|served) by (?:an? )?(?:third|external)",
    "to (?:show|display|view|see) (?:you )?this (?:content|element|post|embed)\\b",
    "media error\\b",
    "registered in [a-z ,]{3,40} no\\.? ?\\d",
    "registered (?:office|company|charity)(?: |:)",
    "(?:this site|this website|this form) (?:is protected by|uses|collects)\\b",
    "protected by recaptcha",
    "accept (?:all )?cookies",
    "(?:enable|allow|turn on|disable) (?:javascript|cookies|your ad|notifications)",
    "your (?:browser (?:does|is|doesn|version|may)|device (?:does|is not)|e-?mail (?:address )?(?:will|is|has)|cart is|session (?:has|is)|account (?:has|is))\\b.{0,120}$",
    "an error (?:has )?occurred",
    "something went wrong",
    "page not found",
    "error 404",
    "loading (?:content|comments|more|something)",
    "checking your browser",
  ],
];
