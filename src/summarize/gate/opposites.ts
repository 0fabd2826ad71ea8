import { stemOf } from "./spelling.ts";

/**
 * Words that exclude one another, English. A line of `pairs` is a word and its opposites' group: what stands left of the bar contradicts
 * what stands right of it. A line of `families` lists things of which one cannot be taken for another; "~" joins those that can.
 * Own lists, written from dictionaries' common words, not from any corpus.
 */
const pairs = `rise rises rose increase increased climb climbed grow grew growth soar soared jump jumped surge surged gain gained upward higher expand expanded expanding widen rising increasing|fall falls fell decrease decreased decline declined shrink shrank drop dropped plunge plunged slump slumped downward lower contract dwindle dwindling narrow falling declining decreasing diminish diminished
win won victory victorious triumph triumphed beat defeated succeed|lose lost loss defeat losing fail failed
support supported supports supporter supporters backed backing endorse endorsed favour favored favours|oppose opposed opposes opponent opponents reject rejected against criticise criticised condemn condemned
accept accepted accepts agree agreed approve approved approves approval welcome welcomed|reject rejected rejects refuse refused refuses decline declined deny denied disapprove disapproved disagree disagreed
allow allowed allows permit permitted legalise legalised enable enabled authorise authorised|ban banned forbid forbidden prohibit prohibited bar barred block blocked prevent prevented disallow disallowed outlaw outlawed
begin began begun start started starts launch launched commence commenced open opened|end ended ends finish finished stop stopped cease ceased halt halted close closed conclude concluded cancel cancelled
continue continued continues|stop stopped cease ceased halt halted abandon abandoned suspend suspended
alive living survive survived survivor survivors|dead died killed death deceased
guilty convicted conviction convict|innocent acquitted acquittal cleared exonerated
arrest arrested detain detained imprison imprisoned jailed|release released free freed
buy bought purchase purchased|sell sold sale
hire hired employ appoint appointed|fire fired sack sacked dismiss dismissed
accelerate accelerated hasten|slow slowed delay delayed
strengthen strengthened bolster boost boosted|weaken weakened undermine undermined
improve improved improvement better|worsen worsened deteriorate deteriorated worse
include included includes including|exclude excluded excludes excluding
before prior|after following
above|below
inside indoor indoors within|outside outdoor outdoors
north northern|south southern
east eastern|west western
left|right
public|private
domestic|foreign overseas
local|national international global
legal lawful|illegal unlawful
safe safety|dangerous unsafe danger
true|false untrue
major significant substantial considerable|minor insignificant negligible trivial
large big huge massive enormous vast|small tiny little miniature
high|low
hot warm heat|cold cool chilly
old elderly aged|young youthful
new fresh modern|old ancient outdated
rich wealthy affluent|poor impoverished
strong|weak
fast quick rapid swift quickly rapidly|slow slowly sluggish
early earlier|late later
maximum most|minimum least
more|less fewer
majority|minority
always|never
often frequently|rarely seldom
all every|none few
possible|impossible
likely|unlikely
able|unable
happy delighted pleased glad joyful|unhappy sad disappointed upset miserable
optimistic hopeful confident|pessimistic doubtful
positive|negative
success successful successfully|failure unsuccessful unsuccessfully failed
praise praised applaud applauded hail hailed|criticise criticised criticized condemn condemned slam slammed blast blasted
love loved like liked enjoy enjoyed|hate hated dislike disliked despise
friend ally allied allies friendly|enemy enemies foe rival hostile
peace peaceful peacefully|war violent violence violently conflict
attack attacked offensive offence|defend defended defence defensive
arrive arrived arrival enter entered|depart departed leave departure exit exited
join joined|quit leave left resign resigned
appear appeared|disappear disappeared vanish vanished
remember remembered recall|forget forgot forgotten
create created build built construct constructed|destroy destroyed demolish demolished dismantle dismantled
increase increasing|reduce reduced reducing cut
raise raised|lower lowered
add added|remove removed subtract
connect connected|disconnect disconnected
encourage encouraged|discourage discouraged deter deterred
admit admitted confess confessed|deny denied denies
confirm confirmed|deny denied refute refuted contradict contradicted
voluntary optional|mandatory compulsory obligatory forced required
temporary temporarily|permanent permanently
partial partially|complete completely fully entirely full
official|unofficial
formal|informal
known|unknown
expected predictable|unexpected surprising surprise
similar same identical|different
simple easy easily|difficult hard complicated complex
cheap inexpensive affordable|expensive costly pricey
free|paid
empty|full
heavy|light
long lengthy|short brief
wide broad|narrow
deep|shallow
thick|thin
wet rain|dry
clean|dirty
healthy|sick ill unhealthy
calm|angry furious agitated
brave|cowardly
kind|cruel
honest|dishonest
visible|invisible hidden
present attend attended|absent
senior|junior
superior|inferior
upper|lower
advance advanced|retreat retreated
ahead|behind
forward|backward backwards
gain|lose
deficit|surplus
profit profitable|loss unprofitable
employer|employee
teacher|student pupil
doctor|patient
lender|borrower
landlord|tenant
plaintiff|defendant
prosecutor prosecution|defender
victim victims|perpetrator perpetrators attacker attackers culprit
winner|loser
predator|prey
import imported imports|export exported exports
borrow borrowed|lend lent
teach taught|learn learned
ask asked question|answer answered
push pushed|pull pulled
borrower|creditor
ascend ascended|descend descended
keep kept retain retained|delete discard remove removed abandon
hide hid conceal concealed|reveal revealed disclose disclosed expose exposed
separate separated divide divided|unite united merge merged combine combined
attract attracted|repel repelled
trust trusted|distrust mistrust suspect
wealthiest richest|poorest
highest largest biggest tallest|lowest smallest shortest
oldest|youngest
best|worst
longest|shortest
day daytime daylight|night nighttime
morning|evening
dawn sunrise|dusk sunset
ancestor|descendant
guest visitor|host
liberal progressive|conservative
democratic democracy|autocratic dictatorship authoritarian
rural countryside|urban
theory|practice
internal|external
innocent|guilty
intentional intentionally deliberate deliberately|accidental accidentally unintentional
certain certainly definitely|uncertain unsure
direct directly|indirect indirectly
abroad|home
normal usual|abnormal unusual
necessary essential|unnecessary
legitimate|illegitimate
fair|unfair
stable|unstable
popular|unpopular
clear|unclear
aware|unaware
willing|unwilling reluctant
lucky fortunate|unlucky unfortunate
armed|unarmed
married|divorced single unmarried
employed|unemployed
conscious|unconscious
reasonable|unreasonable
perfect|imperfect
mature|immature
tighten tightened stricter|loosen loosened ease eased relax relaxed
overestimate|underestimate
overturn overturned|uphold upheld
repeal repealed|enact enacted
lift lifted|impose imposed
invest|divest
inflation|deflation
upgrade upgraded|downgrade downgraded
overweight obese|underweight
multiple several many numerous|single
together|apart alone
mild|severe serious
cautious careful|reckless careless
unanimous unanimously|divided split
forgive|blame`;

const families = `red crimson~scarlet~red|blue~navy~turquoise|green|yellow|orange|purple~violet|pink|brown|black|white|grey|gold~golden|silver|beige
brother~sibling|sister~sibling|father~dad~parent|mother~mom~mum~parent|son~child|daughter~child|wife~spouse~partner|husband~spouse~partner|uncle|aunt|niece|nephew|cousin|grandfather~grandparent|grandmother~grandparent|grandson~grandchild|granddaughter~grandchild|girlfriend~partner|boyfriend~partner|fiance~fiancee~partner
man~men~male~boy~gentleman|woman~women~female~girl~lady
minute|hour|day~daily|week~weekly|month~monthly|year~yearly~annual~annually|decade|century
spring|summer|autumn~fall|winter
dog~puppy|cat~kitten|horse~pony|cow~cattle|pig|sheep~lamb|goat|chicken~hen|duck|lion|tiger|bear|wolf|elephant|monkey~ape|snake|shark|whale|dolphin|rabbit|mouse~mice|rat|deer|fox|eagle|owl|parrot|turtle~tortoise|crocodile~alligator|frog|bee|spider|mosquito|butterfly
apple|banana|grape|cherry|strawberry|mango|lemon|peach|pear|melon
soy~soya|rice|almond|cashew|coconut|hazelnut|hemp|macadamia|oat|pea|peanut|pecan|quinoa|walnut|flaxseed
beef|pork|lamb|poultry|fish|seafood|cheese|milk|butter|yogurt|bread|pasta|chocolate|coffee|tea|beer|wine|whiskey|vodka|juice
head|arm|hand|finger|leg|knee|ankle|foot~feet|toe|shoulder|elbow|wrist|neck|chest|stomach~abdomen|hip|hamstring|eye|ear|nose|mouth|tongue|heart|lung|liver|kidney|brain
car|bus~coach|truck~lorry|van|train|tram|plane~aircraft~jet~airplane~airliner|helicopter|boat|ship|ferry|submarine|bicycle~bike|motorcycle~motorbike|taxi~cab|ambulance|tractor
murder|manslaughter|rape|robbery|burglary|theft|arson|fraud|kidnapping~abduction|assault|bribery~corruption|smuggling|trafficking|perjury|espionage~spying|blackmail~extortion|treason|vandalism|stalking
earthquake~quake|hurricane~cyclone~typhoon|tornado|flood~flooding|tsunami|wildfire~fire~blaze|drought|avalanche|landslide|blizzard~snowstorm|volcano~eruption
cancer|diabetes|malaria|cholera|measles|polio|tuberculosis|influenza~flu|coronavirus~covid|ebola|hepatitis|hiv~aids|dementia~alzheimer|asthma|pneumonia|stroke|depression|autism|epilepsy
football~soccer|cricket|rugby|tennis|golf|basketball|baseball|hockey|boxing|cycling|swimming|athletics|volleyball|badminton|skiing|wrestling|snooker|darts
gold|silver|bronze
goalkeeper~keeper|defender~centre-back|midfielder|striker~forward|winger
quarterfinal|semifinal|final
president|king|queen|prince|princess|emperor
president|senator|governor|mayor|ambassador|congressman~congresswoman
chairman~chair~chairwoman|treasurer|secretary
architect|engineer|lawyer~attorney|doctor~physician|nurse|teacher|professor|farmer|chef|pilot|soldier|carpenter|plumber|electrician|accountant|dentist|journalist~reporter|photographer|painter|sculptor|poet|novelist|singer|drummer|guitarist|dancer|actor~actress|comedian
embassy|consulate|parliament|cathedral|mosque|church|synagogue|temple|hospital|school~college|university~college|museum|library|airport|stadium|theatre|prison~jail|hotel|restaurant|supermarket|factory|warehouse
gun|knife|bomb~explosive|grenade|rifle|pistol~handgun|missile~rocket|sword|axe|hammer
dollar|pound|euro|yen|yuan|rupee|ruble|franc|peso
metre|kilometre|mile|inch|foot~feet|yard|centimetre|millimetre
kilogram~kilo|gram|pound|ounce|tonne~ton
litre|gallon|pint
north|south|east|west
northern|southern|eastern|western
muslim~islamic~islam|christian~christianity|jewish~judaism~jew|hindu~hinduism|buddhist~buddhism|sikh~sikhism|atheist
catholic|protestant|orthodox|anglican
republican|democrat~democratic
oil|gas|coal|nuclear|solar|wind
copper|iron|steel|aluminium|zinc|lithium|uranium|platinum|diamond
piano|guitar|violin|drums|trumpet|flute|saxophone|cello
commission|parliament|council|court
triangle|square|circle|rectangle
breakfast|lunch|dinner~supper
primary|secondary|tertiary
planet|moon|asteroid|comet
captain|lieutenant|sergeant|colonel|corporal
birthday|anniversary~commemoration|wedding|funeral
novel|poem|play|film~movie|song|album|opera|musical
fined|jailed~imprisoned|executed|hanged
stabbed|shot|strangled|poisoned|drowned|beaten`;

/** Stem → stems that contradict it. */
export const opposites: ReadonlyMap<string, ReadonlySet<string>> = readPairs();
/** Stem → families it belongs to: there, each stem stands by the names of what it can be taken for. */
export const familyOf: ReadonlyMap<string, readonly Family[]> = readFamilies();
type Family = {
  readonly members: ReadonlyMap<string, ReadonlySet<number>>;
  readonly kinds: ReadonlySet<number>;
};

function readPairs(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const note = (a: string, b: string): void => {
    if (a !== b) found.set(a, (found.get(a) ?? new Set()).add(b));
  };
  for (const line of pairs.split("\n")) {
    const [left = [], right = []] = line.split("|").map((side) => side.split(" ").map(stemOf));
    for (const a of left) {
      for (const b of right) {
        note(a, b);
        note(b, a);
      }
    }
  }
  return found;
}

function readFamilies(): Map<string, Family[]> {
  const found = new Map<string, Family[]>();
  for (const line of families.split("\n")) {
    const members = new Map<string, Set<number>>();
    line.split("|").forEach((kind, at) => {
      for (const word of kind.split(/[~ ]/))
        members.set(stemOf(word), (members.get(stemOf(word)) ?? new Set()).add(at));
    });
    for (const [word, kinds] of members) found.set(word, [...(found.get(word) ?? []), { members, kinds }]);
  }
  return found;
}
