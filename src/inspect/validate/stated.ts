import type { Validator } from './validator.ts';

/** What people write in a field where there is nothing to say, or that they will not say. */
const unsaid = new Set(
  [
    'none|no|n|na|n/a|nil|null|unknown|undefined|other|not stated|not disclosed|not specified|not given|not applicable',
    'not known|prefer not to say|declined|refused|tbd|tbc|test|empty|see above|no known allergies|nka|nkda|false|never',
    'keine|keiner|kein|keine angabe|keine angaben|k.a|ka|unbekannt|nein|ohne|entfällt|sonstige|ohne angabe|keine bekannt',
    'aucun|aucune|non|néant|inconnu|non renseigné|non précisé|sans objet|ras',
    'ninguno|ninguna|no consta|desconocido|no procede|sin datos|nessuno|nessuna|non dichiarato|sconosciuto',
    'geen|nee|onbekend|nvt|n.v.t|brak|nie|nie dotyczy|nieznany|nie podano|nenhum|nenhuma|não|desconhecido|não informado',
  ].flatMap((list) => list.split('|')),
);

const day = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/u;

/** A value that says something: not `none`, a date or a number. */
export const stated: Validator = (value) => {
  const text = value.trim().toLowerCase();
  const isEmpty = text.length < 2 || !/\p{L}|\+|%/u.test(text) || day.test(text);
  if (isEmpty || unsaid.has(text.replace(/[.!]+$/u, ''))) return undefined;
  return { checked: false, normal: value.trim(), detail: '' };
};
