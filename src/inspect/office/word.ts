import type { Reading } from './reading.ts';

const asides = [
  ['header', 'header'],
  ['footer', 'footer'],
  ['footnotes', 'footnote'],
  ['endnotes', 'endnote'],
  ['word-comments', 'comment'],
  ['glossary', 'glossary'],
] as const;

/** Everything written in a document: body first, then what surrounds it. */
export async function readDocument(reading: Reading): Promise<void> {
  for (const part of reading.left('document')) {
    const { hasText, hasPicture, hasScan } = await reading.flow(part, {});
    if (hasScan || (hasPicture && !hasText)) reading.showsPicture();
  }
  for (const [kind, name] of asides) {
    for (const part of reading.left(kind)) await reading.flow(part, { part: name });
  }
  const settings = {
    elements: new Set<string>(),
    attributes: new Map([
      ['connectString', ['val']],
      ['query', ['val']],
      ['mailSubject', ['val']],
    ]),
    pairs: [['docVar', 'name', 'val']],
  } as const;
  for (const part of reading.left('settings')) await reading.loose(part, { part: 'settings' }, settings);
}
