import { identifier } from '../persons/normal.ts';
import { parseDate } from '../tables/dates.ts';
import type { ExactIndex } from './exact-index.ts';
import { gateSeeds } from './gate.ts';
import { callingCodeLength, domains, fewestPhone, mostPhone } from './normal.ts';
import type { Token } from './token.ts';
import { classes, digit, letter } from './words.ts';

const mostGroups = 10;
const plus = 43;
const codeGaps = new Set(' -./_\u00a0\u2011\u2013');
const phoneGaps = new Set(' -./()\u00a0\u2011\u2013');
const mostPhoneGap = 3;

/** Values of columns of numbers that begin at a place: one group of letters and figures, or several. */
export class CodeFinder {
  readonly #index: ExactIndex;
  readonly #figures: Uint8Array;
  readonly #mixed: Uint8Array;
  readonly #longest: number;

  constructor(index: ExactIndex) {
    const codes = index.header.columns.filter(({ kind }) => kind === 'code');
    const lengths = (of: 'figures' | 'mixed'): Uint8Array =>
      Uint8Array.from({ length: 64 }, (_, length) => (codes.some((column) => (column[of][length] ?? 0) > 0) ? 1 : 0));
    this.#index = index;
    this.#figures = lengths('figures');
    this.#mixed = lengths('mixed');
    this.#longest = Math.max(this.#figures.lastIndexOf(1), this.#mixed.lastIndexOf(1));
  }

  get isNeeded(): boolean {
    return this.#longest > 0;
  }

  find(text: string, start: number, found: (token: Token) => void): void {
    const { gate } = this.#index;
    let hash: number = gateSeeds.code;
    let length = 0;
    let letters = 0;
    let position = start;
    for (let groups = 1; groups <= mostGroups; groups += 1) {
      const from = position;
      for (let kind = classes[text.charCodeAt(position)]; kind === digit || kind === letter; ) {
        let code = text.charCodeAt(position);
        if (code > 127 || length >= this.#longest) return;
        if (kind === letter) {
          code &= ~32;
          letters += 1;
        }
        hash = gate.step(hash, code);
        length += 1;
        position += 1;
        kind = classes[text.charCodeAt(position)];
      }
      if (position === from) return;
      const known = letters === 0 ? this.#figures : this.#mixed;
      if (known[length] === 1 && letters < length && gate.has(hash)) this.#try(text, start, position, found);
      if (!codeGaps.has(text.charAt(position))) return;
      position += 1;
    }
  }

  #try(text: string, start: number, end: number, found: (token: Token) => void): void {
    const index = this.#index;
    const form = identifier(text.slice(start, end));
    if (!index.has(domains.code + form)) return;
    const written = /\D/u.test(form) ? 'mixed' : form.length < end - start ? 'grouped' : 'figures';
    found({ start, end, kind: 'code', hashes: [index.hash.high, index.hash.low], length: form.length, written });
  }
}

/** Phone numbers that begin with the group of figures at `start`, up to the end of any of its groups. */
export function findPhones(index: ExactIndex, text: string, start: number, found: (token: Token) => void): void {
  const { gate } = index;
  const sign = text.charCodeAt(start - 1) === plus ? start - 1 : start;
  const isInternational = sign < start || text.startsWith('00', start);
  let digits = '';
  let hash: number = gateSeeds.phone;
  let position = start;
  for (;;) {
    for (let code = text.charCodeAt(position); classes[code] === digit; code = text.charCodeAt(position)) {
      if (digits !== '' || code !== 48) {
        digits += text.charAt(position);
        hash = gate.step(hash, code);
      }
      position += 1;
      if (digits.length > mostPhone) return;
    }
    if (classes[text.charCodeAt(position)] === letter) return;
    if (digits.length >= fewestPhone) {
      const forms = gate.has(hash) ? [digits] : [];
      if (isInternational) forms.push(digits.slice(callingCodeLength(digits)).replace(/^0/u, ''));
      const isBracketed = text.charAt(sign - 1) === '(' && text.slice(start, position).includes(')');
      const from = isBracketed ? sign - 1 : sign;
      tryPhone(index, forms, { start: from, end: position, isPlain: position - start === digits.length }, found);
    }
    if (text.startsWith('(0)', position) || text.startsWith(' (0)', position))
      position += text[position] === ' ' ? 4 : 3;
    let gap = 0;
    while (gap <= mostPhoneGap && phoneGaps.has(text.charAt(position + gap))) gap += 1;
    if (gap > mostPhoneGap || classes[text.charCodeAt(position + gap)] !== digit) return;
    position += gap;
  }
}

function tryPhone(
  index: ExactIndex,
  forms: readonly string[],
  { start, end, isPlain }: { readonly start: number; readonly end: number; readonly isPlain: boolean },
  found: (token: Token) => void,
): void {
  const hashes: number[] = [];
  let length = 0;
  for (const form of forms) {
    if (form.length < fewestPhone || !index.gate.has(index.gate.hashOf(gateSeeds.phone, form))) continue;
    if (!index.has(domains.phone + form)) continue;
    hashes.push(index.hash.high, index.hash.low);
    length = Math.max(length, form.length);
  }
  if (length > 0) found({ start, end, kind: 'phone', hashes, length, written: isPlain ? 'figures' : 'grouped' });
}

const numericDate = /\d{1,4}([-/.])\d{1,2}\1\d{2,4}(?!\d)/uy;
const dayFirst =
  /\d{1,2}(?:st|nd|rd|th|er|º|°)?\.?[ \u00a0-]?(?:de |of )?\p{L}{3,10}\.?,?[ \u00a0-]?(?:de |del )?\d{4}(?!\d)/uy;
const monthFirst = /\d{1,2}(?:st|nd|rd|th)?,? \d{4}(?!\d)/uy;
const compactDate = /(?:19|20)\d{6}(?!\d)/uy;
const longestMonth = 12;

/** A date that begins at a figure, or at the word before it. Both readings of a date that has two. */
export function findDate(index: ExactIndex, text: string, start: number, found: (token: Token) => void): void {
  for (const form of [numericDate, dayFirst, compactDate]) {
    form.lastIndex = start;
    const match = form.exec(text);
    if (match !== null && tryDate(index, text, start, start + match[0].length, found)) return;
  }
  monthFirst.lastIndex = start;
  const rest = monthFirst.exec(text);
  if (rest === null) return;
  const before = /\p{L}{3,10}\.? $/u.exec(text.slice(Math.max(0, start - longestMonth), start));
  if (before !== null) tryDate(index, text, start - before[0].length, start + rest[0].length, found);
}

function tryDate(index: ExactIndex, text: string, start: number, end: number, found: (token: Token) => void): boolean {
  const value = text.slice(start, end);
  const days = new Set([parseDate(value, 'dmy'), parseDate(value, 'mdy')]);
  const hashes: number[] = [];
  for (const day of days) {
    if (day !== undefined && index.has(domains.date + day)) hashes.push(index.hash.high, index.hash.low);
  }
  if (hashes.length > 0) found({ start, end, kind: 'date', hashes, length: 8, written: 'grouped' });
  return hashes.length > 0;
}
