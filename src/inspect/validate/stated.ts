import type { Validator } from './validator.ts';

/** What people write in a field where there is nothing to say, or that they will not say. */
const unsaid = new Set(
  [
    'none|no|n|na|n/a|nil|null|unknown|undefined|other|not stated|not disclosed|not specified|not given|not applicable',
    'not known|prefer not to say|declined|refused|tbd|tbc|test|empty|see above|no known allergies|nka|nkda|false|never',
    'keine|keiner|kein|keine angabe|keine angaben|k.a|ka|unbekannt|nein|ohne|entfällt|sonstige|ohne angabe|keine bekannt',
    'aucun|aucune|non|néant|inconnu|non renseigné|non précisé|sans objet|ras',
    'ninguno|ninguna|no consta|desconocido|no procede|sin datos|nessuno|nessuna|non dichiarato|sconosciuto',
    'brak danych|sem informação|prefere não responder|prefiero no decirlo|ne souhaite pas répondre|möchte ich nicht sagen',
    'geen|nee|onbekend|nvt|n.v.t|brak|nie|nie dotyczy|nieznany|nie podano|nenhum|nenhuma|não|desconhecido|não informado',
    // The name of a field, as where a program translates it.
    'diagnosis|diagnose|diagnosi|diagnóstico|diagnostic|rozpoznanie|religion|konfession|religione|religión|religia|religião|religie',
    'union|trade union|gewerkschaft|syndicat|sindicato|sindacato|vakbond|ethnicity|ethnic origin|ethnie|etnia|party|partei|parti|partido|partito',
    'string|text|varchar|boolean|number|object|optional|required|enum|select|select one|please select|bitte wählen',
  ].flatMap((list) => list.split('|')),
);
/** Signs of source code. */
const code = /[{}]|=>|\(\)|[;(]$/u;

const day = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/u;

/** A value that says something: not `none`, a date or a number. */
export const stated: Validator = (value) => {
  const text = value.trim().toLowerCase();
  const isEmpty = text.length < 2 || !/\p{L}|\+|%/u.test(text) || day.test(text) || code.test(text);
  if (isEmpty || unsaid.has(text.replace(/[.!]+$/u, ''))) return undefined;
  return { checked: false, normal: value.trim(), detail: '' };
};
