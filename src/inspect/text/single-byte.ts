/** The letters of one part of Europe that lie above ASCII, weighted by how often running text and names have them. */
interface Alphabet {
  readonly script: 'latin' | 'cyrillic' | 'greek';
  /** [weight, letters]; a letter that is not named weighs -0.5. */
  readonly weights: readonly (readonly [number, string])[];
}

const western: Alphabet = {
  script: 'latin',
  weights: [
    [1, 'éäöüß'],
    [0.9, 'áíóúñçèà'],
    [0.8, 'êâôîå'],
    [0.7, 'ãõœøæ'],
    [0.4, 'ëïûùòìš'],
    [0.2, 'ýðþÿž'],
  ],
};
const central: Alphabet = {
  script: 'latin',
  weights: [
    [0.9, 'łęąśżřěčšžőűů'],
    [0.8, 'áéíóćńź'],
    [0.7, 'úýăťňďđöüţşľ'],
    [0.4, 'âîäôß'],
    [0.1, 'ĺŕëç'],
  ],
};
const turkish: Alphabet = {
  script: 'latin',
  weights: [
    [1, 'ışğİ'],
    [0.9, 'üöç'],
    [0.3, 'âîûéäß'],
  ],
};
const baltic: Alphabet = {
  script: 'latin',
  weights: [
    [0.9, 'āēīūšžčėųįņļ'],
    [0.8, 'ąęģķ'],
    [0.6, 'äöüõ'],
    [0.1, 'éóź'],
  ],
};
const cyrillic: Alphabet = {
  script: 'cyrillic',
  weights: [
    [1, 'оеаинтсрвлк'],
    [0.6, 'мдпуяызьбгйчю'],
    [0.4, 'жхшцщэфъёіїєґ'],
  ],
};
const greek: Alphabet = {
  script: 'greek',
  weights: [
    [1, 'αοιετσνηυρπκμλς'],
    [0.7, 'άέήίόύώγδθωχβφ'],
    [0.3, 'ξζψϊϋ'],
  ],
};

type SingleByte =
  | 'windows-1250'
  | 'windows-1251'
  | 'windows-1252'
  | 'windows-1253'
  | 'windows-1254'
  | 'windows-1257'
  | 'iso-8859-2'
  | 'iso-8859-5'
  | 'iso-8859-7'
  | 'iso-8859-15'
  | 'koi8-r'
  | 'macintosh'
  | 'ibm866';

/** The likelier come first and win ties; the third number is what a point weighs beside one of windows-1252. */
const candidates: readonly (readonly [SingleByte, Alphabet, number])[] = [
  ['windows-1252', western, 1],
  ['windows-1250', central, 0.97],
  ['windows-1251', cyrillic, 0.97],
  ['windows-1253', greek, 0.97],
  ['windows-1254', turkish, 0.95],
  ['windows-1257', baltic, 0.93],
  ['iso-8859-15', western, 0.97],
  ['iso-8859-2', central, 0.95],
  ['iso-8859-5', cyrillic, 0.9],
  ['iso-8859-7', greek, 0.95],
  ['koi8-r', cyrillic, 0.95],
  ['macintosh', western, 0.9],
  ['ibm866', cyrillic, 0.9],
];

const vowel = /[aeiouyáàâãäåæéèêëíìîïóòôõöøœúùûüýÿăąęěőűůıāēėīįūų]/i;
const typographic = '’“”„‘–—…«»€£§°©®·•\u00A0¿¡ºª´™№';

/** Letters that are words of their own: à, é, è, ó in French, Portuguese, Italian, Spanish; å in Swedish names of places. */
const aloneInText = 'àÀéÉèÈóå';

/** What a byte means in one encoding. */
interface CharTraits {
  readonly character: string;
  readonly weight: number;
  readonly letter: boolean;
  readonly upper: boolean;
  readonly vowel: boolean;
  readonly script: 'latin' | 'cyrillic' | 'greek' | 'none';
}

function scriptOf(character: string): CharTraits['script'] {
  if (/\p{Script=Latin}/u.test(character)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(character)) return 'cyrillic';
  return /\p{Script=Greek}/u.test(character) ? 'greek' : 'none';
}

function traitsOf(encoding: SingleByte, alphabet: Alphabet): readonly CharTraits[] {
  const weights = new Map(
    alphabet.weights.flatMap(([weight, letters]) => letters.split('').map((letter) => [letter, weight])),
  );
  const decoder = new TextDecoder(encoding);
  return Array.from({ length: 256 }, (_, byte) => {
    const character = decoder.decode(Uint8Array.of(byte));
    const letter = /\p{L}/u.test(character);
    const upper = letter && character !== character.toLowerCase();
    const lower = character === 'İ' ? 'İ' : character.toLowerCase();
    const weight = letter
      ? (weights.get(lower) ?? -0.5)
      : typographic.includes(character)
        ? 0.7
        : /[\uFFFD\x80-\x9F]/.test(character)
          ? -4
          : -1;
    return { character, weight, letter, upper, vowel: vowel.test(character), script: scriptOf(character) };
  });
}

const tables = candidates.map(([encoding, alphabet, prior]) => ({
  encoding,
  prior,
  script: alphabet.script,
  traits: traitsOf(encoding, alphabet),
}));

/** Plausibility of one byte above ASCII between its neighbours, -4 to about 1.3. */
function scoreAt(traits: readonly CharTraits[], script: string, before: number, byte: number, after: number): number {
  const here = traits[byte] as CharTraits;
  const left = traits[before] as CharTraits;
  const right = traits[after] as CharTraits;
  if (!here.letter) {
    if (here.character === '’' && left.letter && right.letter) return 1;
    if (here.weight < 0 || !left.letter || !right.letter) return here.weight;
    return -0.5;
  }
  let score = here.weight;
  // Read in the wrong encoding, letters change case within words and mix scripts.
  if (here.upper && left.letter && !left.upper) score -= 1.5;
  if (here.upper && right.letter && !right.upper && left.letter && left.upper) score -= 0.5;
  if (here.script !== script) score -= 1;
  if ((left.letter && left.script !== here.script) || (right.letter && right.script !== here.script)) score -= 1.5;
  if (script !== 'latin') return score;
  if (!left.letter && !right.letter && !aloneInText.includes(here.character)) score -= 0.3;
  if (before >= 0x80 && left.letter) score -= 0.3;
  if (left.letter && right.letter) {
    // A vowel among vowels or a consonant among consonants: Sørensen is not Sřrensen, Dvořák is not Dvoøák.
    if (here.vowel && left.vowel && right.vowel) score -= 0.4;
    if (!here.vowel && !left.vowel && !right.vowel) score -= 0.6;
    if (here.vowel && !left.vowel && !right.vowel) score += 0.1;
  }
  return score;
}

const mostBytes = 4000;

/** The likeliest 8-bit encoding of European text that is not UTF-8; undefined where no reading looks like text. */
export function detectSingleByte(
  bytes: Uint8Array,
): { readonly encoding: SingleByte; readonly certainty: number } | undefined {
  const totals = tables.map(() => 0);
  let seen = 0;
  for (let index = 0; index < bytes.length && seen < mostBytes; index += 1) {
    const byte = bytes[index] as number;
    if (byte < 0x80) continue;
    seen += 1;
    const before = bytes[index - 1] ?? 0x20;
    const after = bytes[index + 1] ?? 0x20;
    for (let table = 0; table < tables.length; table += 1) {
      const { traits, script } = tables[table] as (typeof tables)[number];
      totals[table] = (totals[table] ?? 0) + scoreAt(traits, script, before, byte, after);
    }
  }
  if (seen === 0) return undefined;
  const means = tables.map(({ prior }, table) => {
    const mean = (totals[table] ?? 0) / seen;
    return mean > 0 ? mean * prior : mean;
  });
  const best = means.indexOf(Math.max(...means));
  const mean = means[best] ?? 0;
  if (mean < -1 && seen > 8) return undefined;
  const second = Math.max(...means.filter((_, table) => table !== best));
  const certainty = Math.max(0.2, Math.min(0.95, 0.4 + mean * 0.3 + (mean - second)));
  // Without a plausible reading, the most common encoding of the web is the safest guess.
  return mean <= 0
    ? { encoding: 'windows-1252', certainty: 0.2 }
    : { encoding: tables[best]?.encoding ?? 'windows-1252', certainty };
}
