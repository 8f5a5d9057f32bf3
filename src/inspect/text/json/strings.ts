const short: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** The value of a string by its raw text between the quotes (RFC 8259, section 7). Lone surrogates become U+FFFD. */
function unescapeJson(raw: string): string {
  let value = '';
  let from = 0;
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', from)) {
    value += raw.slice(from, at);
    const hex = raw.charAt(at + 1) === 'u' ? raw.slice(at + 2, at + 6) : '';
    if (/^[0-9a-f]{4}$/i.test(hex)) {
      value += String.fromCharCode(Number.parseInt(hex, 16));
      from = at + 6;
    } else {
      const single = raw.charAt(at + 1);
      // The character itself may be a backslash: the search goes on behind it.
      value += short[single] ?? single;
      from = at + 2;
    }
  }
  return (value + raw.slice(from)).toWellFormed();
}

/** A JSON document written into a string. */
export function holdsJson(raw: string): boolean {
  return /^\s*[{[]/.test(raw) && raw.includes('\\"');
}

export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Only where the piece has escapes. */
  readonly value: string | undefined;
}

/**
 * The lines of a string with escapes, by offsets in its raw text. Without that, `\nann@example.org` would read as
 * `nann@example.org`, and a find in a long note could only be placed by the whole note.
 */
export function piecesOf(raw: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let escaped = false;
  const add = (end: number): void => {
    if (end > start) pieces.push({ start, end, value: escaped ? unescapeJson(raw.slice(start, end)) : undefined });
    escaped = false;
  };
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', at + 2)) {
    const next = raw.charAt(at + 1);
    if (next === 'n' || next === 'r' || next === 't') {
      add(at);
      start = at + 2;
    } else {
      escaped = true;
    }
  }
  add(raw.length);
  return pieces;
}
