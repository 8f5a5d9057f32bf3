import type { Format } from '../contract.ts';
import { detectDialect } from '../text/csv/dialect.ts';
import { CsvReader } from '../text/csv/reader.ts';
import { openText } from '../text/opening.ts';

/** Tables in text: comma, semicolon, tab or pipe between cells (RFC 4180 and what programs make of it). */
export const format: Format = {
  id: 'csv',
  mediaType: 'text/csv',
  runs: 'inline',
  cut: 'rows',
  detect(head) {
    if (head.text === undefined) return 0;
    const whole = head.size !== undefined && head.size <= head.bytes.length;
    return detectDialect(head.text, whole)?.certainty ?? 0;
  },
  async extract(input, sink) {
    const reader = new CsvReader(sink);
    for await (const text of openText(input, sink)) await reader.push(text);
    await reader.end();
  },
};
