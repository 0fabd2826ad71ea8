/**
 * How English lines of furniture begin, by theme. Compared with a folded line (`fold` in boilerplate.ts): lower case,
 * straight quotes and hyphens, single spaces, no bullet in front. Gaps are bounded: linear. Each theme is an expression
 * of its own, as one of all of them takes a third of a second to compile.
 */
const networks =
  "(?:twitter|x|facebook|instagram|linkedin|threads|bluesky|mastodon|youtube|tiktok|whatsapp|telegram|snapchat|pinterest|google news|flipboard|apple news|github|twitch|spotify)";

export const englishOpenings: readonly (readonly string[])[] = [
  // follow us
  [
    "follow (?:our|the|all) (?:live )?(?:coverage|blog|updates|latest)\\b",
    "(?:follow|like|find|join|contact|e-?mail|message|tweet|reach|connect with|write to) (?:us|me|him|her|them|the author)\\b(?: (?:on|at|for|via|@|and|by|in)\\b|[:.!]|$)",
  ],
  // networks
  [
    `follow (?!(?:these|this|those|that|the steps|in|up|along)\\b)(?:[^.]{1,80} )?(?:on|via) ${networks}\\b`,
    "follow @",
    "like [^.]{1,60} on facebook",
  ],
  // share
  [
    "(?:gift|bookmark|save|flag|rate|embed|listen to|resume|continue) (?:this(?: (?:article|story|post|page))?|reading|listening|watching)$",
    "share (?:full|the) (?:article|story)\\b",
    "copy (?:article |the |this )?(?:link|url)\\b",
    "add [^.]{2,40} (?:on|to|as an? preferred source on) google\\b",
    "(?:share|send) (?:by|via|with|through) ",
    "(?:share|tweet|e-?mail|print|send|save|bookmark|pin) this (?:story|article|page|post|with|on|via|to)\\b",
    "share (?:on|via|your (?:thoughts|views|opinion)|it (?:on|with))\\b",
    "share:",
    "send (?:this page|us (?:a|your|an)) ",
  ],
  // click, scroll
  [
    "click (?:here|to|below|on|for|through)\\b",
    "tap (?:here|to)\\b",
    "scroll (?:down|to)\\b",
    "swipe (?:left|right|up|to|for)\\b",
    "press (?:here|play)\\b",
  ],
  // calls with a colon: “Read more: …”
  [
    "(?:read|see|watch|listen|hear|view|learn|find out|discover|check out|look)(?: [a-z]{1,12})? ?(?:more|also|next|now|on|out|here|too|this|live|again)? ?[:|]",
  ],
  // read also, read the full story
  [
    "(?:read|see|watch|explore|browse|listen to) (?:all |more of |also )?our\\b",
    "(?:read|watch|see) (?:also|next|now|live)\\b",
    "read (?:more|the (?:full|rest|whole|entire|latest|original))\\b(?: (?:about|on|at|from|of|in|story|article|here|coverage|stories|news|transcript|interview|report|statement|text|post|version|thread)|: |$)",
  ],
  // more coverage
  [
    "(?:read|watch|see) (?:more|all|our) (?:of )?(?:our |the )?(?:latest|coverage|stories|news|videos|reporting|articles|reviews|guides?|full)",
  ],
  // for more
  [
    "(?:read|see|hear|discover|view|get) more (?:about|from|on|at|in|of our|stories|news|here)\\b",
    "(?:learn|find out) more (?:about|at|on|here)\\b",
    "for (?:the latest|all the latest|more|up-to-date|breaking|continuing|complete|full|instant)\\b.{0,80}\\b(?:head to|visit|go to|download|follow|tune in|subscribe|sign up|check out|stay with|keep it|join|log on)\\b.{0,80}$",
    "for (?:all )?(?:feedback|(?:media |press |general |sales |all )?(?:enquiries|inquiries|enquiry|inquiry)|interviews|advertising|corrections|licensing|syndication|tips)\\b.{0,40}(?:e-?mail|contact|call|write|please|@)",
    "(?:for|to (?:read|see|hear|find out|learn)) more (?:[a-z' ]{1,40})?(?:,? (?:visit|click|go to|see|read|check|follow|sign|subscribe|contact|call|log)|[:(]|stories|news|on this (?:story|topic))",
  ],
  // labels with a colon or a bar: “Related: …”
  [
    "(?:related|also read|also see|top stor(?:y|ies)|text ad|poll|quiz|recommended|don'?t miss|trending|must read|editor'?s pick|editors' picks?|in pictures|in photos|in video|gallery|photo gallery|slideshow|more|opinion|podcast|exclusive video|listen|watch|video|audio|transcript|analysis|explainer|fact check|live updates|photos|interactive)(?: [a-z]{1,10}){0,2} ?[:|] ?(?=\\S)(?!.{90})",
  ],
  // related, most read
  [
    "(?:also|elsewhere|more|new|trending) (?:on|in|at) (?:the )?(?:[^ .]{2,20} ?){1,3}$",
    "around (?:the )?(?:web|site|network|bbc|internet|[a-z]{2,12}\\.com)$",
    "(?:see|view|read|browse) (?:the )?(?:full|complete|entire) (?:list|schedule|results|rankings|transcript|interview|report)\\b.{0,60}$",
    "most (?:viewed|shared|commented|watched|recent|discussed)\\b[^.]{0,40}$",
    "next in [^.]{2,30}$",
    "part \\d{1,2} of \\d{1,2}$",
    "in this series\\b[^.]{0,40}$",
    "sort(?:ed)? by ?[:|]",
    "(?:recommended|powered|sponsored|supported|provided) by [^.]{2,40}$",
    "citation ?: .{10,200}\\bretrieved\\b",
    "(?:related|recommended|trending|popular|most read|latest|more|top)(?: (?:stories|articles|posts|topics|news|videos|from|on|in|content|coverage|reading|headlines|great))+(?: [^.]{0,50})?$",
  ],
  // advertisements
  [
    "sponsored ?[:|-]",
    "(?:buy|shop|order|get) (?:it|yours|the look|now|tickets|here)\\b[^.]{0,60}$",
    "prices? (?:correct|accurate|subject|may vary)\\b",
    "ad ?choices$",
    "paid for by [^.]{2,60}$",
    "(?:video )?ad feedback$",
    "in (?:paid )?(?:partnership|association) with [^.]{2,50}$",
    "presented by [^.]{2,50}$",
    "(?:advertisement|sponsored(?: content| by)?|paid (?:content|post|partnership)|promoted|ad feedback|anzeige|werbung|publicité|publicidad|publicidade|advertentie|pubblicità|reklama|реклама|إعلان)\\b.{0,24}$",
  ],
  // the story continues
  [
    "(?:read|view|open) (?:this|the) (?:article|story|page|post)? ?(?:in|on) (?:the|our) (?:[a-z]{2,20} )?app\\b",
    "open (?:this )?(?:article |story )?in (?:the )?(?:[a-z]{2,20} )?app$",
    "(?:story|article|post|content|page|text) continues (?:below|after)\\b",
    "continue(?:s)? reading\\b.{0,80}$",
  ],
  // agencies, “with files from”
  [
    "(?:cnn|reuters|ap|afp) ?-{0,2}$",
    "-? ?with (?:files|reporting|inputs?|material|additional|agency|agencies|assistance|contributions?)(?: (?:reporting|inputs?|files|material|reports?))?(?: (?:from|by)\\b.{0,120}|\\)?\\.?)$",
    "\\(with (?:[a-z]{1,12} )?(?:inputs?|agenc)",
    "news provided by\\b",
    "(?:agency|agencies|pti|ians|ani) inputs?",
  ],
  // notes by the editor
  [
    "editor'?s'? (?:note|notice) ?[:.-]",
    "(?:publisher|author|reporter|programming)'?s? note ?[:.-]",
    "note to (?:editors|readers)",
    "editor's note",
  ],
  // archive pictures
  [
    "file(?: photo| picture| image| pic| -|,)(?: -|:|,| of|$| \\w)",
    "in this (?:[a-z]{1,12} )?(?:[a-z0-9.,]{1,10} ){0,4}(?:file )?(?:photo|image|photograph|picture|frame grab|handout)",
  ],
  // picture credits
  [
    "(?:image|photo|picture|foto|photograph|credit|caption|file|bild|video|graphic|media|pic|featured image|cover photo|header image|top photo|main image|photo illustration|illustration)s?(?: credits?| caption| source| courtesy| copyright| via| by)?(?: ?[:|]| ?- | by | courtesy|: )",
    "image (?:copyright|caption|source|credit|source,|\\d{1,3} of \\d)",
    "media caption",
    "top (?:photo|image) by",
    "\\((?:image|photo|picture|pic|credit)s?(?: credit| courtesy| by)? ?[:)]",
    "\\(?(?:photo|image|picture)s? (?:by|courtesy|via) ",
  ],
  // picture agencies
  [
    "getty images",
    "shutterstock",
    "ap photo",
    "istock",
    "\\(getty",
    "\\(ap photo",
    "\\(reuters\\/",
    "\\(photo by",
  ],
  // copyright
  [
    "copyright(?:ed)?(?: (?:by|the|of|notice|©|\\(c\\))\\b|[^a-z]{0,6}(?:\\d{4}|©|\\(c\\)|:|$)| [^.]{2,60}(?:\\d{4}|all rights)| (?:[^ .]{1,20} ?){1,3}$)",
    "\\(c\\) ?(?:19|20)\\d\\d",
    "©",
    "\\d{4} ©",
    "all rights reserved",
    "all contents? (?:©|copyright)",
  ],
  // notes on the article
  [
    "this is (?:an? |the )?(?:opinion|corrected|updated|sponsored|paid|edited|extract|abridged|satirical|commentary|machine[- ]translat)",
    "(?:the )?(?:views|opinions) (?:expressed|in this)\\b.{0,120}(?:own|reflect|those of)",
    "(?:our|my) (?:reporter|columnist|writer|editor|author)s?'?s? (?:opinions?|views?)\\b",
    "the (?:story|article|post) (?:has been|was) (?:updated|corrected|amended|(?:originally|first) published)\\b",
    "this (?:story|article|post|report|page|piece|copy|video|interview|column|review|essay|excerpt|content|material|newsletter|information|text) (?:has been|was|is|were|will be|may) (?:(?:originally|first|automatically|also|last|recently|previously|being|be|produced|independently) )?(?:updated|corrected|amended|edited|translated|modified|published|appeared|posted|produced|written|generated|reviewed|syndicated|provided|republished|reprinted|adapted|excerpted|part of|available|for informational|sponsored|brought to you|not intended|protected|supported|paid|auto-generated)\\b",
  ],
  // first published elsewhere
  [
    "(?:published|licensed|available|republished) under an? (?:creative commons|cc|open)",
    "syndicated (?:from|by|via)\\b",
    "(?:this|the) (?:article|story|essay|piece|interview|review|column|feature|poem) (?:also )?(?:appears?|ran|runs|is published|will appear) (?:in|on|as|under)\\b.{0,60}(?:issue|edition|print|magazine|page|section|headline)",
    "from (?:the|our) (?:[a-z]{3,9}(?:\\/[a-z]{3,9})? )?(?:\\d{1,2}, )?\\d{4} (?:print )?(?:issue|edition)",
    "(?:originally|first|previously) (?:published|appeared|posted)\\b(?! in \\d{4},)",
    "(?:excerpted|reprinted|republished|extracted) (?:from|with|by)\\b",
    "adapted (?:from|with|by) (?:an? |the |this )?(?:article|essay|original|book|forthcoming|permission|post|piece)\\b",
    "(?:this (?:article|story|post|report)|the (?:article|story|post))(?: \\w{1,12}){0,2} appeared\\b",
  ],
  // who else worked on it
  [
    "(?:[a-z.']{2,20} ){1,4}(?:staff|reporters?|writers?|correspondents?|agencies) (?:also )?contributed\\.?$",
    "(?:with )?(?:additional|further|extra) (?:reporting|writing|research|editing|files|material|contributions?|sources?) (?:by|from)\\b",
    "(?:medically reviewed|fact-checked) by ",
  ],
  // apps and offers
  [
    "download (?:the|our|it on|on the|for) ",
    "get (?:our|the latest|the best|daily|free|unlimited|full|news|breaking|a print|home delivery|started)\\b.{0,100}$",
    "available (?:on|in) (?:the )?(?:app store|google play)",
  ],
  // comments, counters, tips
  [
    "(?:please )?(?:read|see|review|follow) (?:our|the) (?:[a-z]{3,12} )?(?:rules|guidelines|policy|house rules)\\b",
    "(?:the|this) (?:conversation|discussion|thread|comments?(?: section)?) (?:is|are) (?:now )?(?:moderated|closed|open|monitored)",
    "(?:report|flag|suggest|spotted|found|see) (?:a|an) (?:typo|mistake|error|correction|bug|problem)\\b.{0,60}$",
    "be the first to (?:comment|reply|know|like|share)",
    "(?:show|view|read|see|load) \\d{1,6} (?:more )?(?:comments|replies|responses)",
    "(?:\\d{1,6} )?people (?:like|are reading|have shared) this",
    "(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply|review)",
    "(?:\\d{1,6} )?(?:comments?|shares?|likes?|views?|reads?|retweets?|replies|responses?|reactions?|claps|followers|votes?|upvotes?|points)(?: ?\\(?\\d{0,6}\\)?)?:?$",
    "\\d[\\d.,]{0,8}[km]? (?:comments?|shares?|likes?|views?|reads?|retweets?|replies|reactions?|followers)$",
    "comments (?:are|on this|have been|will be|for this|closed|off)",
    "(?:view|show|see|read|hide|load|join) (?:all |the |more |\\d{1,5} )?(?:comments|conversation|discussion|replies)",
    "sorry(?:,)? (?:we|comments|there was|but|your|this)\\b",
    "what do you think(?:\\?|\\b.{0,80}(?:comment|let us|tell us|share|below|vote))",
    "did you (?:make|try|cook|like|enjoy|find|love) (?:this|the)\\b.{0,60}\\?",
    "(?:let us know|tell us|share your|have your say)\\b.{0,120}$",
    "(?:do you )?have (?:a|any) (?:story|tip|news tip|question|comment|correction|news|photo|something)\\b.{0,160}$",
    "got a (?:tip|story|question|news)",
    "(?:send|e-?mail|submit) (?:your|us|tips|news|comments|letters|story|corrections)\\b.{0,140}$",
  ],
  // tags, sources, contacts
  [
    "(?:topics?|tags?) (?:in this|mentioned|covered)\\b",
    "explore (?:more|further|these) (?:on|about|topics|stories)\\b",
    "tagged(?: (?:as|in|with|under))? ?[:#]",
    "from (?:our|the) archives? ?[:|]",
    "(?:tags?|topics?|filed under|categories|category|posted in|keywords|labels|sources?|via|hat tip|h\\/t|section|read time|reading time|estimated reading time|est\\. reading time|time to read|word count|language|location|contact|contacts|press contact|media contact|media inquiries|contact information|for (?:more|further) information|e-?mail|phone|tel|fax|website|web|isbn|doi|about|author bio|quelle|quellen|fuente|fuentes|fonte|bron|источник)s? ?[:：]",
  ],
  // products and commissions
  [
    "(?:all )?(?:products|prices|deals|links) (?:featured|recommended|are|were|in this|on this)\\b.{0,160}(?:independently|affiliate|commission|accurate|subject|editors)",
    "(?:when|if) you (?:buy|purchase|click|shop|use|make a purchase)\\b.{0,120}(?:commission|links)",
    "(?:as an )?amazon associate",
    "affiliate (?:links?|disclosure)",
    "(?:we|and) may (?:earn|receive) (?:a|an|some)\\b",
  ],
  // the author
  [
    "(?:the )?(?:author|writer) (?:is an?|can be (?:reached|contacted|followed)|has no|tweets|owns? (?:no|shares)|does not (?:own|hold)|did not receive|would like to thank|declares?|received no)\\b.{0,200}$",
    "(?:he|she|they|you)(?: can| may)?(?: also)? (?:be (?:reached|contacted|found|followed)|tweets?|reach|follow|contact|find) .{0,60}(?:at|on|@|via)\\b.{0,60}$",
    "contact .{2,60} at .{2,50}(?:@|\\d{3})",
    "(?:follow|reach|e-?mail|contact) .{2,60} (?:@|at [a-z0-9._-]{1,40}@)",
    "twitter: ?@",
    "e-?mail: ?\\S{1,40}@",
    "tel: ?[+\\d]",
  ],
  // praise and calls
  [
    "(?:enjoy|love|like) (?:this|our) (?:story|article|post|content|newsletter|what you)",
    "never miss",
    "stay (?:up to date|up-to-date|informed|tuned|connected|in touch|in the know)\\b.{0,120}$",
    "don'?t (?:miss|forget to (?:subscribe|follow|sign|like))\\b.{0,100}$",
    "keep up with\\b.{0,100}(?:newsletter|daily|follow|us)",
    "want (?:more|to (?:know|learn|read|get|see|receive|stay|share|advertise|comment|contribute|support|join|write|submit|help))\\b.{0,120}(?:\\?|newsletter|follow|sign|subscribe)",
    "(?:check|head) (?:out|back|over)\\b.{0,100}(?:here|link|page|channel|store|podcast|newsletter|site|soon)\\b.{0,40}$",
    "visit (?:our|us|the [^.]{1,40} (?:site|website|page)|www|http|[a-z0-9-]{2,30}\\.(?:com|org|net))\\b",
    "top editors give you",
    "sign me up",
    "(?:good (?:morning|afternoon|evening|day)|hello|hi|hey|welcome)\\b[^.]{0,60}(?:(?:new|our|dear) readers?\\b|subscribers?\\b|to the [^.]{0,40}(?:newsletter|edition|digest|briefing)|to (?:today's|this week's))",
    "(?:as )?(?:heard|seen|featured|aired|broadcast) on(?: [^.]{2,40})?$",
    "thank(?:s| you) for (?:signing|subscribing|reading|joining|visiting|your (?:support|subscription|interest))",
    "(?:here are|these are|some of) (?:the|our) (?:latest|top|most read) (?:stories|articles|headlines)",
  ],
  // more of the same
  [
    "(?:you (?:may|might|can) (?:also )?(?:like|be interested|enjoy|want to read)|people (?:also|are) (?:read|liked|asking)|readers (?:also|are reading)|others (?:also )?(?:read|liked)|what (?:to )?(?:read|watch|know) next|more from (?:the |our )?[\\w' ]{1,40}$|from (?:the|our) (?:archives?|magazine|partners|sponsors|web)$|in this (?:story|article|video|episode|issue)[:$]|on this page|table of contents|listen to this (?:article|story)|listen (?:and subscribe )?(?:to (?:the|our|this) .{0,50}(?:podcast|episode|audio|clip|interview|article|story|show)|on (?:apple|spotify|the))|watch (?:the|our) (?:full )?(?:video|clip|trailer|interview|episode) ?(?:above|below|here|now|:|$)|see (?:the )?(?:video|photos?|pictures?|gallery|map|graphic) (?:above|below|here))",
  ],
];
