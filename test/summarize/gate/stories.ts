/** Invented articles, for checking summaries against. */
export const ferry = `The new ferry between Ostwick and Karlsund will sail on Thursday, the harbour office said, after 31 months of delays.

"We have waited long enough, and so have the islands," said Jana Berg, the harbour master. She said the ship, built in Norway for
£1.97 million, carries 240 passengers and 18 cars. Tickets will cost €12, or 45 per cent less than the old boat's.

The mayor of Karlsund, Tomas Lind, opposed the purchase in March 2019. "This council has never seen a worse bargain," Lind told
reporters at the time. He declined to comment on Monday.

The Baltic Transport Agency (BTA) approved the route on 4 May. The agency did not inspect the engines. A second crew of twelve sailors
is being trained in Denmark by Captain Ruth Olsen, 52, who retired from the navy as a commander.

Fishermen have accepted the timetable. Their union said the old pier, painted blue in the 1990s, would remain open for small boats.`;

export const council = `Der Stadtrat von Ostwick hat am Dienstag beschlossen, die Fähre nach Karlsund für 1,97 Millionen Euro zu kaufen. „Wir haben
lange genug gewartet“, sagte Bürgermeisterin Jana Berg. Die Fähre fasst 240 Fahrgäste und soll von Mai an fahren. Der Betrieb kostet im Jahr
rund 400.000 Euro, wie die Verwaltung mitteilte.`;
