import type { Validation } from './validator.ts';

/** Marks of an organisation, whole words. */
const organisation =
  /(?<!\p{L})(?:gmbh|ag|kg|ohg|ug|e\.?v|ltd|limited|llc|llp|inc|corp|corporation|company|co|plc|s\.?a|s\.?a\.?r\.?l|sas|s\.?r\.?l|s\.?p\.?a|s\.?l|b\.?v|n\.?v|oy|ab|a\/?s|sp|department|dept|team|support|service|services|abteilung|university|bank|hotel|group)(?!\p{L})\.?/iu;
const absent =
  /^(?:n\/?a|none|null|nil|unknown|unbekannt|inconnu|desconocido|sconosciuto|test|tbd|admin|administrator|user|guest|anonymous|anonym|system|root|true|false|yes|no|name|empty|deleted|redacted|default|customer|employee|mr|mrs|ms|herr|frau)$/i;
/** What stands in the column of names where a table adds up. Short words that are also names (`Sum`, `Soma`) are not among them. */
const total =
  /^(?:(?:grand|sub|net)?[ -]?totals?|averages?|gesamt(?:summe|ergebnis)?|summe|zwischensumme|insgesamt|durchschnitt|total général|sous-total|moyenne|totale(?: generale| complessivo)?|subtotale|total general|promedio|totaal|subtotaal|razem|suma końcowa|total geral)$/i;
const form = /^\p{L}[\p{L}\p{M}]*(?:(?:['’.-]|\. |, ?|['’]? )\(?[\p{L}][\p{L}\p{M}]*\)?){0,7}\.?$/u;

/** A name as a form holds it, whole or a part of one: letters of any script, in eight words at most. */
export function personName(match: string): Validation | undefined {
  const name = match.trim().replace(/\s+/g, ' ');
  if (
    name.length < 2 ||
    name.length > 80 ||
    !form.test(name) ||
    absent.test(name) ||
    total.test(name) ||
    organisation.test(name)
  )
    return undefined;
  // CONSTANT and camelCase words are codes; names in capitals have vowels or several words.
  if (/^\p{Ll}+\p{Lu}/u.test(name)) return undefined;
  return { normal: name, checked: false, detail: 'has the form of a name' };
}
