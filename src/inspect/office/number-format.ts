/** What a number format makes of a number: a moment, digits in a fixed pattern, or just the number. */
export type Shape =
  | { readonly kind: 'number' }
  | { readonly kind: 'moment'; readonly date: boolean; readonly time: boolean }
  | { readonly kind: 'digits'; readonly sections: readonly DigitSection[] };

interface DigitSection {
  /** The section applies to numbers up to this. */
  readonly upTo: number;
  /** `0` and `#` stand for digits, all else for itself. */
  readonly pattern: readonly { readonly digit: boolean; readonly text: string }[];
}

const number: Shape = { kind: 'number' };

/**
 * Formats that programs write by number only: ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates of East Asian
 * editions.
 */
export function builtInShape(id: number): Shape {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) {
    return { kind: 'moment', date: true, time: false };
  }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) {
    return { kind: 'moment', date: false, time: true };
  }
  if (id === 22) return { kind: 'moment', date: true, time: true };
  return number;
}

/** The shape of a format code such as `dd/mm/yyyy`, `00000` or `000\-00\-0000`. */
export function shapeOf(code: string): Shape {
  if (code.length > 1000) return number;
  const sections = split(code);
  const first = sections[0] ?? '';
  const bare = first
    .replace(/"[^"]*"?/g, '')
    .replace(/[\\_*]./gs, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]?/g, '')
    .replace(/general/gi, '');
  if (/[ymdhs]/i.test(bare) && !/[0#?]/.test(bare.replace(/[s.]+0+/gi, ''))) {
    const date = /[yd]/i.test(bare) || /m{3}/i.test(bare);
    const time = /[hs]/i.test(bare);
    return { kind: 'moment', date: date || !time, time };
  }
  const patterns = sections.map(digitSection);
  return patterns.every((pattern) => pattern !== undefined) && patterns.length > 0 && patterns.length <= 2
    ? { kind: 'digits', sections: patterns }
    : number;
}

function split(code: string): string[] {
  return code.match(/(?:"[^"]*"?|\\.|\[[^\]]*\]?|[^;"\\[])+/gs) ?? [];
}

/** Digits with literals between, at least one of them fixed: postcodes, telephone and social security numbers. */
function digitSection(section: string): DigitSection | undefined {
  const condition = /^\[<=?(\d+)\]/.exec(section);
  const rest = section.replace(/^(\[[^\]]*\])+/, '');
  const pattern: { digit: boolean; text: string }[] = [];
  for (const [token] of rest.matchAll(/"[^"]*"?|\\.|_.|./gs)) {
    if (token === '0' || token === '#') pattern.push({ digit: true, text: token });
    else if (token.startsWith('"')) pattern.push({ digit: false, text: token.replaceAll('"', '') });
    else if (token.startsWith('\\')) pattern.push({ digit: false, text: token.slice(1) });
    else if (token.startsWith('_')) continue;
    else if (/[-() /+]/.test(token)) pattern.push({ digit: false, text: token });
    else return undefined;
  }
  const digits = pattern.filter((piece) => piece.digit);
  const mask = digits.length > 1 && (digits.every((piece) => piece.text === '0') || pattern.length > digits.length);
  return mask ? { upTo: condition === null ? Infinity : Number(condition[1]), pattern } : undefined;
}

const whole = /^-?\d+$/;
const dayMs = 86_400_000;

/** The number, as written in a cell, as the sheet shows it; dates and times in ISO 8601. */
export function showNumber(raw: string, shape: Shape, from1904: boolean): string {
  if (shape.kind === 'moment') return moment(raw, shape, from1904) ?? plain(raw);
  if (shape.kind === 'digits' && whole.test(raw) && !raw.startsWith('-')) return digits(raw, shape.sections);
  return plain(raw);
}

/** A number without an exponent, whole numbers exactly, others to the 15 digits that spreadsheets know. */
function plain(raw: string): string {
  if (whole.test(raw) || raw.length > 100) return raw;
  const value = Number(raw);
  if (!Number.isFinite(value) || raw.trim() === '') return raw;
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : raw;
  const short = String(Number(value.toPrecision(15)));
  return /e/i.test(short) ? raw : short;
}

function digits(raw: string, sections: readonly DigitSection[]): string {
  const section = sections.find(({ upTo }) => Number(raw) <= upTo) ?? sections.at(-1);
  if (section === undefined) return raw;
  let left = raw;
  let shown = '';
  let places = section.pattern.filter((piece) => piece.digit).length;
  for (const piece of section.pattern.toReversed()) {
    if (!piece.digit) {
      shown = piece.text + shown;
      continue;
    }
    places--;
    if (places === 0) {
      shown = (left === '' && piece.text === '0' ? '0' : left) + shown;
      left = '';
      continue;
    }
    shown = (left === '' ? (piece.text === '0' ? '0' : '') : left.slice(-1)) + shown;
    left = left.slice(0, -1);
  }
  return shown;
}

/**
 * Days since the sheet's epoch as a date. The default epoch counts 29 February 1900, which never was (ECMA-376 part 1,
 * 18.17.4.1): days up to 60 are one less.
 */
function moment(raw: string, shape: { date: boolean; time: boolean }, from1904: boolean): string | undefined {
  const value = Number(raw);
  if (!Number.isFinite(value) || value < 0 || value > 2_958_466) return undefined;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, value < 60 ? 31 : 30);
  const seconds = Math.round((value * dayMs) / 1000);
  const iso = new Date(epoch + seconds * 1000).toISOString();
  const time = iso.slice(11, 19);
  if (!shape.date || (value < 1 && shape.time)) return time;
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)}T${time}`;
}
