/** Words that carry no claim of their own; folded. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an the this that these those some any each every either neither both all most more much many few less least several such same other another
  i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves they them their
  theirs themselves who whom whose which what whatever whoever where when why how there here
  and or but nor so yet for if then else than because since while whereas although though unless until till as
  of at by in on to from with without within into onto upon over under about above below between among amongst across through throughout during
  before after behind beside besides beyond near against along around toward towards off out up down per via despite like unlike amid
  be am is are was were been being do does did doing done have has had having will would shall should can could may might must ought
  not no never also just only even very too quite rather almost still already again ever soon now then once
  s t d ll re ve m n't don't doesn't didn't isn't aren't wasn't weren't won't can't cannot couldn't wouldn't shouldn't haven't hasn't hadn't
  it's he's she's they're we're i'm you're that's there's let's one ones mr mrs ms dr sir`.split(/\s+/),
);

/** Verbs of saying, stems. */
export const speechStems: ReadonlySet<string> = new Set(
  `say accord tell add claim argu warn announc state stat declar insist report explain admit deny denie comment confirm suggest reveal
  describ write remark not accus call promis vow urg believ think tweet post recall complain predict stress reiterat testify
  acknowledg respond reply ask`.split(/\s+/),
);
