/**
 * Common given names of the languages whose bylines are read, lower case. A line of two or three capitalised words beside
 * a date is as often a place or a title as a person; a first word from this list makes it a person.
 */
export const givenNames: ReadonlySet<string> = new Set(
  `
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven
paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan
stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose
adam nathan henry douglas zachary peter kyle noah ethan jeremy walter christian keith roger terry sean gerald carl harold dylan
arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy
ralph bobby russell bradley philip phillip eugene simon martin neil graham ian stuart colin craig duncan ewan fergus gavin hugh
liam owen rhys niall oliver harry george oscar max leo luke toby rory angus nigel trevor derek ben sam tom tim jim bob bill mike
dave steve chris nick matt dan rob ed will alex greg jeff ken ron don ray fred ted mary patricia jennifer linda elizabeth barbara
susan jessica karen sarah lisa nancy sandra betty ashley emily kimberly margaret donna michelle carol amanda melissa deborah
stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley emma brenda pamela nicole anna samantha katherine
christine debra rachel carolyn janet maria olivia heather helen catherine diane julie victoria joyce lauren kelly christina ruth
joan virginia judith evelyn hannah andrea megan cheryl jacqueline madison teresa abigail sophia martha sara gloria janice kathryn
ann isabella judy charlotte julia grace amber alice jean denise frances danielle marilyn natalie beverly diana brittany theresa
kayla alexis doris lori tiffany fiona claire lucy zoe chloe sophie kate katie jane jenny jill gillian hilary imogen isla louise
lucinda marina naomi nina olga polly rosie sally tara ursula vera wendy yvonne beth meg liz sue pam
hans klaus jürgen günter wolfgang horst uwe bernd dieter manfred stefan andreas matthias sebastian florian tobias jan jens lars
sven kai dirk frank ralf jörg markus lukas felix jonas moritz philipp ursula monika petra sabine renate helga karin brigitte
ingrid erika gisela susanne anja katrin kathrin silke heike birgit jana lena lea marie sandra nadine franziska johanna
jean pierre michel philippe alain nicolas françois laurent christophe julien antoine guillaume mathieu thierry olivier pascal
bruno camille marie nathalie isabelle sylvie catherine françoise valérie sandrine céline aurélie élodie juliette manon
antonio josé manuel francisco javier carlos miguel ángel rafael pedro pablo luis jorge alberto fernando diego sergio raúl andrés
carmen isabel pilar dolores cristina lucía marta elena rosa paula beatriz silvia mercedes giuseppe giovanni mario luigi francesco
marco andrea alessandro matteo lorenzo luca stefano giulia chiara francesca federica elisa valentina paola joão tiago rui ana
inês catarina fernanda thiago lucas gustavo pieter johannes willem maarten jeroen bas sander anouk sanne femke marieke lieke
erik anders magnus nils olof björn astrid ingrid kirsten mette søren rasmus mikkel aino jukka matti piotr krzysztof tomasz
agnieszka katarzyna małgorzata ivan dmitry sergei alexei mikhail nikolai vladimir olga natalia tatiana irina svetlana ekaterina
oleksandr volodymyr andriy oksana ahmed mohamed mohammed muhammad ali omar hassan hussein ibrahim fatima aisha layla rajesh amit
sunil anil sanjay rahul priya neha anjali deepak vijay ravi suresh wei ming jin hiroshi kenji yuki
`
    .split(/\s+/u)
    .filter((name) => name !== ""),
);
