import { plain } from '../plain.ts';

/** Marks that belong to the sign before them, and are nothing alone. */
const attached = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]$/u;
const missing = '\u25a1';
/** Laying out a word takes time by the square of its length: one of 10,000 signs took minutes. No hash is as long as this. */
const longWord = /\S{200}(?=\S)/gu;

/**
 * Text in signs that a font has. One that it lacks stands as a box, so that nobody takes what is left for the whole.
 *
 * @returns also how many boxes there are
 */
export function drawable(
  text: string,
  has: (codePoint: number) => boolean,
): { readonly text: string; readonly boxes: number } {
  let shown = '';
  let boxes = 0;
  for (const sign of plain(text)) {
    const code = sign.codePointAt(0) ?? 0;
    if (sign === '\n' || (has(code) && code !== 0xfeff)) shown += sign;
    else if (!attached.test(sign)) {
      shown += missing;
      boxes += 1;
    }
  }
  return { text: shown.replace(longWord, '$& '), boxes };
}
