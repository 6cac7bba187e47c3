/** What a receipt is for, by words on it. The first that fits wins; what fits nothing is asked. */
const categories: [words: RegExp, category: string][] = [
	[/\b(?:stamps?|postage|parcel|courier|dhl|ups|fedex|post office)\b/i, 'Postage and shipping'],
	[/\b(?:diesel|petrol|fuel|gas station|garage|tyres?|car wash|parking|toll|van|vehicle)\b/i, 'Vehicle'],
	[/\b(?:train|rail|flight|airline|taxi|hotel|ticket|bus|tram|uber|ferry|travel)\b/i, 'Travel'],
	[
		/\b(?:lunch|dinner|restaurant|trattoria|meal|breakfast|catering|coffee|café|cafe)\b/i,
		'Meals with business guests'
	],
	[
		/\b(?:aws|azure|adobe|microsoft|google workspace|slack|zoom|software|hosting|domain|cloud|storage|licen[cs]e|subscription|saas|laptop|computer|monitor)\b/i,
		'Software and IT'
	],
	[
		/\b(?:paper|folders?|pens?|stationery|printer|toner|ink|office supplies|staples|office depot|desk lamp)\b/i,
		'Office supplies'
	],
	[
		/\b(?:screws?|sandpaper|wood|timber|planks?|ash|oak|birch|cord|oil|glue|paint|lacquer|tools?|hardware|steel|fabric|material)\b/i,
		'Materials'
	],
	[/\b(?:delivery|freight|transport|haulage|shipping)\b/i, 'Postage and shipping'],
	[/\b(?:phone|mobile|internet|broadband|telecom)\b/i, 'Phone and internet'],
	[/\b(?:rent|lease|storage unit)\b/i, 'Rent'],
	[/\b(?:insurance|premium)\b/i, 'Insurance'],
	[/\b(?:electricity|water|heating|energy|power bill)\b/i, 'Energy and water'],
	[/\b(?:ads?|advert\w*|flyers?|campaign|print run|sponsor\w*)\b/i, 'Marketing'],
	[/\b(?:bank fee|account fee|fees?|interest)\b/i, 'Bank fees'],
	[/\b(?:accountant|lawyer|consult\w*|notary|tax adviser)\b/i, 'Professional fees'],
	[/\b(?:course|training|seminar|book)\b/i, 'Training'],
	[/\b(?:clean(?:ing|er)|repair|maintenance)\b/i, 'Repairs and cleaning']
];

export const meals = 'Meals with business guests';

export function categoryOf(text: string): string | null {
	return categories.find(([words]) => words.test(text))?.[1] ?? null;
}
