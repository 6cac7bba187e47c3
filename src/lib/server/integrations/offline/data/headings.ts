import { pairs, rowsOf } from '../text.ts';

/** What a column of a ledger holds. */
export type Meaning =
	'date' | 'supplier' | 'details' | 'category' | 'net' | 'vat' | 'gross' | 'debit' | 'credit';

/** The columns in their order, each with its heading and with what it is called in English, German, French, Spanish, Italian and Dutch. */
const headings = rowsOf(`
	date | Date | date datum data fecha day tag jour giorno dag buchungstag valuta
	supplier | Supplier | supplier vendor payee shop from name merchant who lieferant empfänger händler zahlungsempfänger fournisseur bénéficiaire proveedor beneficiario fornitore leverancier begunstigde firma
	details | Description | description what item purpose text for note memo reference details beschreibung verwendungszweck zweck libellé désignation objet descripción concepto descrizione causale omschrijving invoice
	category | Category | category categories kategorie catégorie categoría categoria categorie konto account compte cuenta conto rekening type
	net | Net | net netto nett ht neto imponibile
	vat | VAT | vat tax mwst ust mehrwertsteuer umsatzsteuer steuer tva iva btw impuesto imposta gst
	gross | Amount | gross total amount sum brutto betrag gesamt summe montant ttc somme importe valor monto totale importo totaal bedrag price cost preis prix precio prezzo prijs value
	debit | Debit | debit soll débit debe dare addebito uitgaven withdrawal
	credit | Credit | credit haben crédit haber avere accredito inkomsten deposit
`);
export const meanings = headings.map(([meaning]) => meaning as Meaning);
export const isSumOf = (meaning: Meaning | null) => meaning !== null && meanings.indexOf(meaning) > 3;
export const headingOf = new Map(headings.map(([meaning, heading = '']) => [meaning as Meaning, heading]));
const ofWord = new Map(
	headings.flatMap(([meaning, , words = '']) => words.split(' ').map((word) => [word, meaning as Meaning]))
);

/** The meaning of a heading such as `Betrag (EUR)`; null when it names none. */
export function meaningOf(heading: string): Meaning | null {
	const words = (
		heading
			.slice(0, 40)
			.toLowerCase()
			.match(/\p{L}+/gu) ?? []
	).slice(0, 4);
	const singular = (word: string) => (word.endsWith('s') ? ofWord.get(word.slice(0, -1)) : undefined);
	return words.flatMap((word) => ofWord.get(word) ?? singular(word) ?? [])[0] ?? null;
}

/** How a line begins that adds the others up, and words that stand before a sum and say what it is. */
export const totalWords =
	'total totals subtotal sum summe gesamt gesamtsumme zwischensumme somme suma totale totaal balance saldo solde';
export const sumWords = pairs(
	'net net, netto net, nett net, ht net, vat vat, tax vat, mwst vat, ust vat, tva vat, iva vat, btw vat, gst vat, gross gross, total gross, brutto gross, gesamt gross, ttc gross, totale gross, totaal gross'
) as ReadonlyMap<string, Meaning>;
