import { CardReader } from '../cards/card-reader.ts';
import type { Format } from '../contract.ts';
import { openText } from '../text/opening.ts';

export const format: Format = {
  id: 'vcf',
  mediaType: 'text/vcard',
  runs: 'sandbox',
  detect: ({ text }) => (text !== undefined && /^\uFEFF?\s*BEGIN:VCARD\s/i.test(text.slice(0, 4096)) ? 0.95 : 0),
  async extract(input, sink) {
    const reader = new CardReader(sink);
    for await (const text of openText(input, sink)) await reader.push(text);
    await reader.end();
  },
};
