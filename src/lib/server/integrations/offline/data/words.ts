import { pairs, rowsOf, sets } from '../text.ts';

/**
 * What an order to the agent begins with, by what it is about; the last is what no draft and no row can do. What
 * begins with none of these, and is no plain statement, is asked about and never said to anybody.
 */
const orders = rowsOf(`
	write | write draft send mail email e-mail message reply answer respond contact follow chase nudge reach drop text get give forward check prepare compose
	tell | tell tells telling say says saying inform informs informing notify let explain explaining confirm announce
	sorry | apologise apologize apologises apologizes apologising apologizing
	thank | thank thanks thanking congratulate
	ask | ask asks asking find
	offer | offer offering
	mention | mention mentioning include add
	suggest | suggest suggesting propose proposing
	remind | remind reminding
	invite | invite inviting
	decline | decline reject refuse declining rejecting
	make | something anything make create turn put sort compare summarise summarize categorise categorize book record enter log list do build set plan organise organize work extract collect translate review read look see show need want keep be use stay avoid don't dont don’t never no not sign shorten sound sure ensure remember note mind quote copy cc
	beyond | pay transfer wire call phone ring buy purchase order file submit cancel delete remove print publish upload download drive visit charge subscribe unsubscribe
`);
export const aboutOf = new Map(
	orders.flatMap(([about = '', words = '']) => words.split(' ').map((word) => [word, about]))
);

/** How such an order is said: what it is about, the words it may go on with (`*`: any), and the sentence. */
export const sayings = rowsOf(`
	write | about re regarding concerning | matter
	write | that because : | {}
	write | who | who
	tell | thanks | Thank you {}.
	tell | sorry | sorry
	tell | about | matter
	tell | * | {}
	sorry | * | sorry
	thank | for | Thank you for {}.
	ask | whether if when what how where which | Could you tell me {word} {}?
	ask | for | Could you please send me {}?
	ask | to | Could you please {}?
	ask | about | May I ask you about {}?
	offer | * | We can offer you {}.
	suggest | * | I would suggest {}.
	mention | that | {}
	mention | * | I would also like to mention {}.
	remind | to | Please remember to {}.
	remind | that | {}
	remind | about of | matter
	invite | to for on : | matter
	decline | because : | {}
`);

export const lexicon = sets({
	/** Orders whose words reach others. */
	outward: 'tell sorry thank ask offer mention suggest remind invite decline',
	/** What stands before an order and is none of its own. */
	fillers:
		'please pls plz also then and just kindly maybe quickly hi hey hello morning ok so now but first finally',
	hellos: 'hi hey hello morning',
	/** What may begin an order in the middle of what is to be said, `and knock 25 off`: never said to anybody. */
	acts: 'knock waive discount deduct reduce lower raise increase bump throw chuck fix bring come promise grant credit reimburse comp swap exchange replace push postpone reschedule delay shift hold apply honour match extend upgrade hurry wait skip leave stop start close open meet sell lend attach enclose link share hire fire pick collect deliver ship return repair cut shave double try go help double-check assume hope refund move change',
	/** What may go on with a sentence behind a comma or an and. */
	goesOn:
		'in on at by from until till for with within between instead because as since which to plus including incl before after per if when where free each so but or than not only also still latest',
	/** Words for whom one does not call that to their face, and for what one does not say to them. */
	unsaid:
		'customer customers client clients lead leads prospect guy lady woman man person people somebody someone applicant candidate buyer supplier angry annoyed upset furious rude difficult complains complaining quiet ignored cheap stupid idiot fault blame honest lol internal secretly budget agent boss',
	/** What is no part of what a mail says: `a short friendly e-mail to`. */
	mailWords:
		'a an the e-mail email mail mails e-mails emails message note line letter reply answer response reminder reminders follow-up follow-ups followup followups up ups short quick brief nice kind friendly warm polite formal little first second final another one two three four five six each of to for with him her them his their it me back out in new lead customer please and everyone everybody all both know something proper draft drafts these those people following cold outreach on behalf invitation rejection refusal apology very gentle thank-you now today this who named follow quotes invoices offers on payment overdue notice appointment interview thank-you note',
	/** What stands between the number, the sum and the day of a deal, all of which a reminder says by itself. */
	ofDeals: 'invoice our the for over of was is due on by no number',
	/** Words that begin a sentence which says something; after the pronouns any verb may follow. */
	subjects:
		"we i our the your you it this that there these those all every each both nobody everybody everyone everything it's orders delivery deliveries shipping payment payments pricing price prices parcel parcels stock returns refunds assembly pickup tickets entry admission breakfast lunch parking samples invoices",
	pronouns:
		"we i you it there it's we're we've we'll i'm i've i'll you're there's that's nobody everybody everyone",
	/** Verbs that finish a statement; forms in -ed count too. */
	finite:
		"is are was were will would can can't cant cannot could may might must should has have had do does don't doesn't did didn't won't isn't aren't wasn't costs cost takes take arrives arrive leaves starts begins opens closes comes goes holds hold ships needs need wants want includes include offers gives works gets makes runs ends broke came went got made sent took found lost said told left ran fell sold paid met saw wrote gave kept brought moves stays remains depends lasts means fits contains weighs",
	/** Verbs that stand after you as they stand after he and she. */
	sameForms:
		"will would can could may might must should had did didn't cannot can't won't asked wanted needed liked visited tried missed ordered bought requested saw met said told worried loved hoped expected received got paid booked called wrote sent signed agreed decided picked chose left came went found took returned reported spoke enjoyed mentioned",
	/** Other words for somebody: where one stands, nobody is sure who is meant. */
	third: "them hers theirs himself herself themselves he's she's they're he'll she'll they'll",
	adverbs: 'only also never just still really already always often even now',
	/** Before these, `her` is no possessive. */
	notOwned:
		'a an the that to for with on in at by of about if whether when where how our nothing everything anything something again back and or but from my this these today tomorrow yesterday free so we i you',
	leadIns: 'yes no sorry unfortunately if when',
	/** `Order 4711 is late` */
	numbered: 'order invoice quote',
	/** What may follow an and within one statement. */
	opening: 'he she they his her their that who of',
	/** `you are interested` may be said to somebody, `you are quiet` may not. */
	openly: 'interested waiting looking invited',
	notOpen: 'i this that these those all every each both nobody everybody everyone everything',
	joins: 'and then to but also',
	leads: 'and to one another first second third then with for the a also of re on',
	/** What a mail is for, so that its wishes follow. */
	pronoun: 'him her them you',
	/** What no person is called in a list, and in a mail. */
	notNames:
		'to for with from and also then hello hi dear the a an our i we you my please customer invoice invoices order quote email mail first second third english german french spanish italian dutch google gmail linkedin instagram facebook overdue tomorrow today someone somebody called one another subject re everyone everybody team them him her all monday tuesday wednesday thursday friday saturday sunday easter christmas',
	particles: 'de da di del della du la le van von der den ter el al bin ibn y af zu',
	companies:
		'gmbh ag kg ug ltd llc inc bv sarl co team hotel studio café cafe restaurant casa school club bakery',
	groups: 'team all everyone everybody staff group',
	/** Words of English, by which a text is known to be in it. */
	common:
		'the a an to and of i he she they for in on at by from with our your their this please not be or as if about write these those each them us my any some all ask would when what who how up out because due send sent',
	/** Words of prose among receipts, those that say all the same that money went, and what is counted but no sum. */
	spoken: 'i we my our is are was were will have has can please should that she he they it you',
	spent: 'spent paid bought',
	counted: 'invoice bill receipt order quote no nr number room page week year budget chapter',
	/** Small words at the ends of what a receipt says. */
	noise:
		'on at for from due by of in net vat tax gross total incl included including mwst netto brutto tva iva btw and with i we spent paid bought to',
	/** Mail headers, as mail programs in many languages write them. */
	fromHeaders: 'from von de van från fra od от da kimden lähettäjä feladó 差出人 发件人',
	subjectHeaders:
		'subject betreff objet asunto oggetto onderwerp ämne emne temat тема assunto konu 件名 主题',
	otherHeaders:
		'to an à para aan till til do кому date datum sent gesendet envoyé enviado data verzonden cc 宛先 日時',
	/** Who or what owns no task of a meeting, and what people do. */
	nobody:
		'easter christmas xmas ramadan eid diwali hanukkah pentecost thanksgiving halloween monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december spring summer autumn winter today tomorrow we i it this that there nobody everybody who he she they you the',
	doings:
		'send ask book call order talk write check prepare buy fix clean get bring organise find finish update tell speak look draft do make collect pick take paint start email mail visit meet chase sort print pay',
	posts: 'post posts caption captions tweet tweets',
	abbreviations: 'mr ms mrs dr prof st no nr vs approx incl ca e.g i.e co inc ltd',
	genericSheets: 'the our my this that sheet spreadsheet workbook google into'
});

/** The verb after he or she, and what it is after you. Pasts and modals stay as they are. */
export const secondForms = pairs(
	"is are, was were, has have, does do, wants want, needs need, likes like, asks ask, doesn't don't, hasn't haven't, isn't aren't, knows know, says say, thinks think, owes owe, gets get, prefers prefer, uses use, runs run"
);
/** What somebody is called in the third person, and what one says to them. */
export const toThem = pairs('he you, she you, they you, him you, his your, their your');
