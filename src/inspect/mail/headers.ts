import type { Parts } from './parts.ts';
import { decodeBytes, decodeHeaderBytes, decodeWords } from './words.ts';

export interface Header {
  /** As written; compared in lower case. */
  readonly name: string;
  /** Unfolded, encoded words not yet decoded. */
  readonly value: string;
}

/** Headers of one entity beyond this are read as body. */
const longestHeaders = 1024 * 1024;

const field = /^([!-9;-~]{1,100})[ \t]*:(.*)$/s;

/** Reads the headers of an entity up to the empty line. A line that is none ends them too and stays in the body. */
export async function readHeaders(parts: Parts): Promise<Header[]> {
  const headers: { name: string; lines: string[] }[] = [];
  let length = 0;
  for (let line = await parts.line(); line !== undefined && line.length > 0; line = await parts.line()) {
    const text = decodeHeaderBytes(line);
    length += line.length;
    const current = headers.at(-1);
    const match = field.exec(text);
    if (/^[ \t]/.test(text) && current !== undefined) current.lines.push(text);
    else if (match !== null && length < longestHeaders)
      headers.push({ name: match[1] as string, lines: [match[2] as string] });
    else if (headers.length > 0 || !/^>?From /.test(text)) {
      parts.unread(line);
      break;
    }
  }
  return headers.map(({ name, lines }) => ({ name, value: lines.join('').trim() }));
}

/** The value of the first header of this name (in lower case). */
export function valueOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

/** A structured value: `text/plain; charset=utf-8`. The value and the names of parameters are in lower case. */
export interface Structured {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /;\s*([^\s=;]+?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/gs;

/** Reads a structured header with its parameters: quoted, in pieces and in charsets (RFC 2231), or in encoded words. */
export function readStructured(header: string | undefined): Structured {
  const text = header ?? '';
  const end = text.indexOf(';');
  const plain = new Map<string, string>();
  const pieces = new Map<string, { readonly order: number; readonly text: string; readonly encoded: boolean }[]>();
  for (const match of (end < 0 ? '' : text.slice(end)).matchAll(parameter)) {
    const name = (match[1] as string).toLowerCase();
    const value = match[2]?.replace(/\\(.)/gs, '$1') ?? (match[3] as string).trim();
    const [base, second, third] = name.split('*') as [string, string | undefined, string | undefined];
    if (second === undefined) plain.set(name, decodeWords(value));
    else {
      const piece = { order: Number.parseInt(second, 10) || 0, text: value, encoded: second === '' || third === '' };
      pieces.set(base, [...(pieces.get(base) ?? []), piece]);
    }
  }
  for (const [name, found] of pieces) plain.set(name, joinPieces(found.sort((a, b) => a.order - b.order)));
  return { value: (end < 0 ? text : text.slice(0, end)).trim().toLowerCase(), parameters: plain };
}

/** RFC 2231: `charset'language'text` in the first piece, with percent escapes in the pieces that are encoded. */
function joinPieces(pieces: readonly { readonly text: string; readonly encoded: boolean }[]): string {
  const first = pieces[0];
  const charset = first?.encoded === true ? /^([^']*)'[^']*'/.exec(first.text) : null;
  const bytes = pieces.map(({ text, encoded }, index) => {
    const raw = Buffer.from(index === 0 && charset !== null ? text.slice(charset[0].length) : text, 'utf8').toString(
      'latin1',
    );
    return encoded
      ? raw.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : raw;
  });
  return decodeBytes(
    Buffer.from(bytes.join(''), 'latin1'),
    charset === null || charset[1] === '' ? 'utf-8' : (charset[1] as string),
  );
}
