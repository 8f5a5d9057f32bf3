import { type Code, fail } from '#platform/errors';

/** A line of a roster: its cells, and the line of the file on which it begins, from 1. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A cell of a roster is a name or a number; a longer one is a quote that is never closed. */
const maxCell = 64 * 1024;

/**
 * Reads a CSV (RFC 4180) in UTF-8, with or without byte order mark, parted by comma, semicolon or tab: whichever the
 * first line has most of. Blank lines are passed over. Fails with `code` where the text is not UTF-8 or a quote stays
 * open.
 *
 * @param code whose trouble it is
 */
export async function* readCsv(
  source: AsyncIterable<Uint8Array>,
  code: Code = 'roster-invalid',
): AsyncGenerator<CsvLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let separator: string | undefined;
  let rest = '';
  let line = 1;
  const lines = function* (text: string, last: boolean): Generator<CsvLine> {
    rest += text;
    for (;;) {
      const end = endOfLine(rest, last, line, code);
      if (end === undefined) return;
      const raw = rest.slice(0, end.text);
      rest = rest.slice(end.next);
      separator ??= mostFrequent(raw);
      const cells = split(raw, separator);
      if (cells.some((cell) => cell !== '')) yield { line, cells };
      line += raw.split('\n').length;
    }
  };
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      return fail(code, `after line ${line}: not UTF-8`, error);
    }
  };
  for await (const bytes of source) yield* lines(decode(bytes), false);
  yield* lines(decode(), true);
}

interface End {
  readonly text: number;
  readonly next: number;
}

/** Where the first line ends that is whole, quoted line breaks included. */
function endOfLine(text: string, last: boolean, line: number, code: Code): End | undefined {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === 34) quoted = !quoted;
    else if (letter === 10 && !quoted)
      return { text: at > 0 && text.charCodeAt(at - 1) === 13 ? at - 1 : at, next: at + 1 };
    if (at > maxCell * 16) fail(code, `line ${line}: too long, or a quote is not closed`);
  }
  if (!last || text === '') return undefined;
  if (quoted) fail(code, `line ${line}: a quote is not closed`);
  return { text: text.length, next: text.length };
}

function mostFrequent(header: string): string {
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

function split(raw: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const letter = raw[at] ?? '';
    if (letter === '"') {
      if (quoted && raw[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = !quoted;
    } else if (letter === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  cells.push(cell.trim());
  return cells;
}
