import type { Where } from '../../contract.ts';

/** What the name of a field suggests about the object it is in: bits, joined by `|`. */
export const personName = 1;
export const login = 2;
export const secret = 4;
export const contact = 8;

/** A field, by the keys that lead to it; array indexes do not count. One node serves all records of a file. */
export interface FieldPath {
  readonly key: string;
  /** The key where the field is the record's own, and with the key above where a generic one is nested deeper. */
  readonly label: string;
  readonly nestedLabel: string;
  readonly where: Where;
  /** Bits of `personName`, `login`, `secret`, `contact`. */
  readonly hints: number;
  readonly depth: number;
  /** It stands for all keys of a map. */
  readonly anyKey: boolean;
  readonly children: Map<string, FieldPath>;
}

/** Keys below this depth, and those after `mostFields` distinct ones, are not told apart: memory stays flat. */
const deepest = 32;
const mostFields = 20_000;
const longestKey = 80;

const generic = new Set(
  `value name number type id code first last middle full text content date label data val key no nr num line1 line2 display
   primary main home work mobile private _ $ #text wert nummer numero numéro número valeur valor valore nom nombre nome`.split(
    /\s+/,
  ),
);

const hintWords: readonly (readonly [number, RegExp])[] = [
  [
    personName,
    /^(?:(?:full|first|last|middle|given|family|birth|maiden|customer|client|person|patient|member|employee|contact|holder|user|display)[ _-]?name|name|sur[ _-]?name|forename|(?:vor|nach|familien|zu)name|(?:pré|pre)?nom|nom[ _-]de[ _-]famille|nombres?|apellidos?|nome|cognome|sobrenome|voornaam|achternaam|imi[eę]|nazwisko|имя|фамилия)$/iu,
  ],
  [
    login,
    /^(?:e[ _-]?mail.*|.*e[ _-]?mail|mail|courriel|correo.*|user[ _-]?name|user|login|account|benutzer(?:name)?)$/iu,
  ],
  [
    secret,
    /^(?:pass(?:word|wd|phrase)?|pwd|.*password.*|kennwort|passwort|mot[ _-]de[ _-]passe|contrase[nñ]a|hash|secret|token)$/iu,
  ],
  [
    contact,
    /^(?:e[ _-]?mail.*|.*mail|courriel|correo.*|.*phone.*|tel.*|mobile.*|.*birth.*|dob|geburt.*|naissance|nacimiento|street|stra(?:ß|ss)e|rue|calle|via|.*address.*|.*adresse.*|direcci[oó]n|indirizzo|ssn|iban|passport.*|gender|sex|postcode|zip.*)$/iu,
  ],
];

function hintsOf(key: string): number {
  const plain = key.replace(/([a-z])([A-Z])/g, '$1 $2');
  let hints = 0;
  for (const [bit, words] of hintWords) if (words.test(plain)) hints |= bit;
  return hints;
}

/** Second and further ones of what somebody has: `address-1`, `phone2`. All else with a number is a key of a map: `u17`. */
const numbered =
  /(?:name|nombre|apellido|prenom|address|adresse|anschrift|direcci[oó]n|domicilio|indirizzo|morada|endereco|adres|street|strasse|calle|rue|line|linea|mail|correo|phone|telefono|telefone|telefon|telefoon|tel|mobile|movil|handy|cell|fax|iban|city|zip|plz|child|kind|hijo)[_-]?[1-9]$/iu;

/**
 * Keys of objects that serve as maps: `{"u17": {…}, "ann@example.org": {…}}`. They are values, not names: reports name
 * fields and must not repeat them.
 */
function isValue(key: string): boolean {
  return (
    key.length > longestKey ||
    /@|\d{5}|^\d+$|\d[\d .-]{5,}\d|^-[\w-]{15,}$|^(?=.*\d)[0-9a-f-]{12,}$/i.test(key) ||
    (/^[a-z]+[_-]?\d+$/i.test(key) && !numbered.test(key))
  );
}

/** All fields of a file. */
export class FieldPaths {
  readonly root: FieldPath = {
    key: '',
    label: '',
    nestedLabel: '',
    where: {},
    hints: 0,
    depth: 0,
    anyKey: false,
    children: new Map(),
  };
  #count = 0;

  /** The field `key` of the object at `parent`. */
  child(parent: FieldPath, key: string): FieldPath {
    const known = parent.children.get(key);
    if (known !== undefined) return known;
    if (parent.depth >= deepest) return parent;
    const anyKey = isValue(key);
    const shown = anyKey ? '*' : key;
    const any = anyKey ? parent.children.get(shown) : undefined;
    if (any !== undefined) return any;
    const field = parent.where.field === undefined ? shown : `${parent.where.field}.${shown}`;
    const detail = generic.has(shown.toLowerCase()) && parent.key !== '';
    const made: FieldPath = {
      key: shown,
      label: shown,
      nestedLabel: detail ? `${parent.key} ${shown}` : shown,
      where: { field },
      hints: hintsOf(shown) | (detail ? hintsOf(parent.key) : 0),
      depth: parent.depth + 1,
      anyKey,
      children: new Map(),
    };
    if (this.#count < mostFields) {
      this.#count += 1;
      parent.children.set(shown, made);
    }
    return made;
  }
}
