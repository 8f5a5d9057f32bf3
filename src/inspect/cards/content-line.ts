import { unquote } from '../mail/transfer.ts';
import { encodingOf } from '../markup/decode.ts';

/** One property of a card or calendar (RFC 6350, 3.3; RFC 5545, 3.1). */
export interface Property {
  /** In capitals, without the group in front of it. */
  readonly name: string;
  /** Values by name in capitals; types that stand alone, as in vCard 2.1, are values of `TYPE`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** As written, but for quoted-printable, which is undone. */
  readonly value: string;
}

const encodings = new Set(['QUOTED-PRINTABLE', 'BASE64', 'B', '8BIT', '7BIT']);

/** A line with its continuations joined; undefined where it is no property. */
export function readProperty(line: string): Property | undefined {
  const colon = outsideQuotes(line, ':', 0);
  if (colon <= 0) return undefined;
  const [head = '', ...rest] = splitOutside(line.slice(0, colon), ';');
  const name = head.slice(head.lastIndexOf('.') + 1).toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(name)) return undefined;
  const parameters = new Map<string, string>();
  for (const piece of rest) {
    const equals = piece.indexOf('=');
    const bare = piece.toUpperCase();
    const key = equals >= 0 ? bare.slice(0, equals) : encodings.has(bare) ? 'ENCODING' : 'TYPE';
    const value = plainParameter(equals >= 0 ? piece.slice(equals + 1) : piece);
    const before = parameters.get(key);
    parameters.set(key, before === undefined ? value : `${before},${value}`);
  }
  const value = line.slice(colon + 1);
  if (!isQuotedPrintable(parameters)) return { name, parameters, value };
  const decoder = new TextDecoder(encodingOf(parameters.get('CHARSET') ?? '') ?? 'utf-8');
  return { name, parameters, value: decoder.decode(unquote(Buffer.from(value, 'utf8'))) };
}

export function isQuotedPrintable(parameters: ReadonlyMap<string, string>): boolean {
  return parameters.get('ENCODING')?.toUpperCase() === 'QUOTED-PRINTABLE';
}

export function isBase64(parameters: ReadonlyMap<string, string>): boolean {
  return ['B', 'BASE64'].includes(parameters.get('ENCODING')?.toUpperCase() ?? '');
}

/** Without quotes; `^n`, `^'` and `^^` are line end, quote and caret (RFC 6868). */
function plainParameter(text: string): string {
  return text
    .replaceAll('"', '')
    .replace(/\^([n'^])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped === "'" ? '"' : '^'));
}

function outsideQuotes(text: string, wanted: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    else if (char === wanted && !quoted) return at;
  }
  // A quote that is never closed is a character like others.
  return quoted ? text.indexOf(wanted, from) : -1;
}

function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = outsideQuotes(text, separator, 0); at >= 0; at = outsideQuotes(text, separator, start)) {
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  parts.push(text.slice(start));
  return parts;
}

/** Text with its escapes undone. */
export function unescaped(text: string): string {
  return text.replace(/\\([nN,;:\\])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char)).trim();
}

/** The components of a structured value, each with its escapes undone. */
export function components(value: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === ';') {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts.map(unescaped);
}

/** `20190304T093000Z` as ISO 8601; anything else as it is. */
export function momentOf(text: string): string {
  const found = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text);
  if (found === null) return text;
  const [, year, month, day, hour, minute, second, zone = ''] = found;
  return `${year}-${month}-${day}${hour === undefined ? '' : `T${hour}:${minute}:${second}${zone}`}`;
}
