import { end, folding, mark, mix, seed, several } from '../rules/word-index.ts';

/** Calls `visit` for each word of [from, to) with the hash of its folded form. */
export function eachWord(
  text: string,
  from: number,
  to: number,
  visit: (hash: number, start: number, end: number) => void,
): void {
  const { table } = folding;
  let hash = seed;
  let start = -1;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0xff && !folding.isMade(code >> 8)) folding.make(code >> 8);
    const folded = table[code] as number;
    if (folded === mark) continue;
    if (folded === end) {
      if (start !== -1) visit(hash, start, at);
      start = -1;
      continue;
    }
    if (start === -1) {
      start = at;
      hash = seed;
    }
    if (folded === several) for (const unit of folding.expansions.get(code) ?? '') hash = mix(hash, unit.charCodeAt(0));
    else hash = mix(hash, folded);
  }
  if (start !== -1) visit(hash, start, to);
}

/** Whether the UTF-16 unit at a place belongs to a word; not so behind the end of the text. */
export function isInWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return false;
  if (code > 0xff && !folding.isMade(code >> 8)) folding.make(code >> 8);
  return folding.table[code] !== end;
}
