/** A word on a picture: its box in pixels from the upper left, and how sure the engine is of it, 0 to 100. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly confidence: number;
  /** Words of one line have the same. */
  readonly line: string;
}

const wordLevel = '5';

/** The words in a table as Tesseract writes it: level, page, block, paragraph, line, word, box, confidence, text. */
export function wordsOf(table: string): Word[] {
  const words: Word[] = [];
  for (const row of table.split('\n')) {
    const [level, page, block, paragraph, line, , left, top, width, height, confidence, text = ''] = row.split('\t');
    if (level !== wordLevel || text.trim() === '') continue;
    words.push({
      text,
      left: Number(left),
      top: Number(top),
      width: Number(width),
      height: Number(height),
      confidence: Number(confidence),
      line: [page, block, paragraph, line].join(' '),
    });
  }
  return words;
}

/** The mean over all characters. */
export function meanConfidence(words: readonly Word[]): number {
  let sum = 0;
  let characters = 0;
  for (const { text, confidence } of words) {
    sum += confidence * text.length;
    characters += text.length;
  }
  return characters === 0 ? 0 : sum / characters;
}
