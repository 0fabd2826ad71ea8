/**
 * Common English verbs beside those of data.ts, so that a clause is seen to have its verb. Only such whose "-s" is seldom
 * a plural noun ("alleges", not "results"), and the past tenses that no ending gives away.
 */

const words = (list: string): readonly string[] => list.split(/\s+/u).filter((word) => word !== "");

/** Base forms whose third person and past tense are regular. */
const bases = words(`
  abide abound accelerate accommodate accumulate accrue activate adhere adjourn adjust administer adore advertise
  afford aggravate align allege alleviate allocate allude amass amplify amuse annoy annul anticipate apprehend arise
  arouse arrange arrive ascend ascertain assassinate assemble assert assign assimilate astonish attach attain attend
  attest authorise authorize automate avenge await bake banish baptise bathe batter befriend behave belong bestow
  betray blend bolster bombard brag broaden browse buckle burgle calculate carve categorise cater cease celebrate
  centralise certify characterise characterize cherish chew circulate circumvent civilise clarify classify cleanse
  clinch coax coincide collaborate collapse collide colonise commemorate commence communicate compel compensate
  complain complement complicate comprehend comprise compute conceal conceive concentrate confer confine confiscate
  conform confuse congratulate connect consent conserve consist consolidate conspire constitute construct consult
  consume contaminate contemplate contend contradict contribute converge convene convert convey convince cooperate
  coordinate cope correct correspond corroborate counteract criminalise cripple crystallise culminate cultivate
  curtail customise dangle dazzle deceive dedicate deduct deem defend defer defy degrade delete delve demolish
  demonstrate demoralise denounce depart depend depict deplete deplore deport depose deprive derail derive descend
  despise destabilise detect deter deteriorate detest detonate devastate deviate devise devote devour diagnose
  dictate differ differentiate digest dilute diminish dine disable disagree disappear disapprove disband discard
  disclose discontinue discourage discriminate discuss dislike dislodge dismantle disperse displace disprove
  disregard disrupt dissolve distinguish distort distract distribute disturb diversify divert dodge dominate donate
  dwell dwindle educate elevate elicit elude emanate embark embarrass embed embody emigrate emit empathise empower
  enact encircle enclose encompass encounter endanger endure energise engage engulf enhance enlarge enlist enrage
  enrich enrol ensue ensure entail entertain entice entitle entrust envisage envision epitomise equate eradicate
  erase erect erode escalate evade evaluate evaporate evoke evolve exacerbate exaggerate excel exclaim excuse exert
  exhaust exonerate expel expire expropriate extinguish extradite facilitate fade falter fascinate finalise finalize
  flaunt flee flinch flourish flout fluctuate foresee forgo formulate foster frighten fulfil fulfill furnish garner
  gaze generate govern grapple grieve halve harass harden hasten haunt hesitate hinder hover humiliate hurl hurtle
  ignite illuminate imitate impede imply imprison incite incorporate incur induce indulge infer infiltrate inflate
  inflict infringe infuriate inhabit inhale inhibit innovate inquire instruct insulate integrate interact intercept
  interfere interpret intervene intimidate introduce invade invalidate invoke irritate isolate jeopardise kneel
  languish learn legalise legalize legislate lessen liberate linger listen loosen lurk magnify manipulate
  manufacture materialise mature maximise mediate minimise minimize mislead mobilise modernise modify motivate mourn
  multiply narrate necessitate neglect negotiate neutralise nurture obey oblige obscure obstruct oppose opt ordain
  orchestrate organise organize originate oust outlive outnumber outpace outperform overcome overlook oversee
  overshadow overtake overturn overwhelm owe own paralyse participate pave penetrate perceive perish permeate
  perpetuate persist persuade pertain plead poke polarise pollute ponder portray postpone pour pray preach precede
  preclude predate preside presume pretend prevail privatise proclaim procure profess prohibit proliferate prolong
  propel prosecute prosper provoke publicise punctuate puncture punish quell ransack ratify rationalise ravage react
  reaffirm realise realize reap reappear reassess reassure rebuff rebuke recede recite reckon refrain reclaim recognise
  recommend reconcile reconsider reconstruct recount recoup recruit rectify recuperate redefine redesign rediscover
  refine refurbish refute regulate rehearse reimburse reinforce rejoice rejoin relate relax relegate relieve
  relinquish relive reload relocate rely remark reminisce render renounce renovate reopen reorganise repay repel
  replenish replicate reproduce resemble resent reshape reside resonate restart restrain restrict resurface
  retaliate rethink reunite revamp revel revere revert revise revisit revitalise revive revoke revolve rob roam
  rotate satisfy savour scatter scold scrutinise seep segregate settle sever shatter shelve shun shut sideline
  signify simplify simulate slay smuggle sneak snub soften specialise specify speculate squander squeeze stagger
  stagnate standardise starve stifle stimulate stipulate straighten strangle strengthen strive subdue subside
  substantiate subsidise succumb suffice summarise summon supersede supervise surmount surpass sympathise symbolise
  synchronise tarnish tempt terminate terrify terrorise thrash thrive tighten tolerate topple transcend transcribe
  transform translate transmit transpire traumatise traverse tremble trounce underline undermine underpin underscore
  understand undo unearth unfold unify unlock unravel unsettle unveil usher utilise vacate validate vanquish verify
  vibrate vie vilify vindicate violate vouch wade wander weigh widen wield wince withstand worsen wrestle wriggle
  yearn
`);

/** Past tenses that do not end in "-ed", besides those of data.ts. */
const irregularPasts = words(`
  arose ate awoke bade beat befell begot bled bred burnt burst clung crept dealt dove drank dreamt dug dwelt fled
  flung forbade foresaw forgave forsook froze hung hurt knelt leapt learnt lent mistook outdid outgrew overheard
  overran oversaw overslept overthrew overtook partook rebuilt redid remade reran resold rethought rewrote sewed
  shed shone shrank shrunk slew slid slung slunk smelt sowed spat sped spelt spilt split spoilt spread sprang sprung
  stank stove strewed strode strove struck stung swept swollen swum swung thrust trod undid undertook unwound upset
  waylaid wept wound wove wrung
`);

const sibilant = /(?:s|sh|ch|x|z|o)$/u;
const thirdOf = (base: string): string =>
  sibilant.test(base) ? `${base}es` : /[^aeiou]y$/u.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;

export const commonThirds: ReadonlySet<string> = new Set(bases.map(thirdOf));
export const commonBases: ReadonlySet<string> = new Set(bases);
export const commonPasts: ReadonlySet<string> = new Set(irregularPasts);
