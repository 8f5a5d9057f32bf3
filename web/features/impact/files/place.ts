import type { Finding } from '../../../ui/impact-words.ts';

/** In the order of a way to it: from the large to the small. */
const steps: readonly (readonly [name: string, inWords: (value: string | number) => string])[] = [
  ['part', (value) => String(value)],
  ['page', (value) => `page ${value}`],
  ['slide', (value) => `slide ${value}`],
  ['sheet', (value) => `sheet “${value}”`],
  ['cell', (value) => `cell ${value}`],
  ['row', (value) => `row ${value}`],
  ['line', (value) => `line ${value}`],
  ['column', (value) => `column ${value}`],
  ['field', (value) => `field ${value}`],
];

/** `Sheet “Customers”, cell B7` */
export function placeInWords(where: Finding['where']): string {
  const said = steps.flatMap(([name, inWords]) => {
    const value = where[name];
    return value === undefined ? [] : [inWords(value)];
  });
  const text = said.length === 0 ? 'somewhere in the text' : said.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
