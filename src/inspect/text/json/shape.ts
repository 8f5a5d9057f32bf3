import { JsonScanner } from './scanner.ts';

/** How a JSON text is laid out. */
export interface Shape {
  /** Where the first value begins: scripts assign it to a variable. */
  readonly begin: number;
  /** Each value stands on a line of its own (NDJSON). */
  readonly perLine: boolean;
  /** More values follow the first. */
  readonly perValue: boolean;
}

/** The layout by the first portion of a text. */
export function shapeOf(text: string): Shape {
  const begin = beginOf(text);
  const end = firstValueEnd(text, begin);
  const after = end === undefined ? '' : text.slice(end, end + 4096);
  // A damaged second line does not make the file one document.
  const perValue = /^\s*,?\s*[{[]|^[ \t]*\r?\n(?:[^\n]*\n){1,20}[{[]/.test(after);
  const perLine = perValue && /^[ \t]*\r?\n/.test(after) && !text.slice(begin, end).includes('\n');
  return { begin, perLine, perValue };
}

function beginOf(text: string): number {
  return /^\s*(?:(?:var|let|const)\s+)?[\w$.]+\s*=\s*(?=[{[])/.exec(text.slice(0, 300))?.[0].length ?? 0;
}

/** Where the first array or object ends; undefined where the text ends before. */
function firstValueEnd(text: string, begin: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = begin; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) {
      quoted = true;
    } else if (code === 123 || code === 91) {
      depth += 1;
    } else if (code === 125 || code === 93) {
      depth -= 1;
      if (depth <= 0) return at + 1;
    }
  }
  return undefined;
}

/** Text below which a malformed JSON is not one. */
const leastRead = 256;

/** 0 to 0.95: how surely a text is JSON, by its beginning. */
export function likelyJson(text: string): number {
  const sample = text.slice(0, 16 * 1024);
  const { begin, perLine, perValue } = shapeOf(sample);
  if (!/^\s*(?:[{[]|\/[/*])/.test(sample.slice(begin))) return 0;
  const scanner = new JsonScanner();
  scanner.text = sample;
  scanner.at = begin;
  scanner.perLine = perLine;
  scanner.perValue = perValue;
  const stop = scanner.scan(false);
  const { rows, cells } = scanner.records;
  const fields = rows.length + cells.length;
  if (stop !== 'malformed') return fields > 0 || stop === 'too-deep' ? 0.95 : 0.5;
  return fields > 2 && scanner.at > leastRead ? 0.6 : 0;
}
