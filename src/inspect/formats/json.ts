import type { Format } from '../contract.ts';
import { JsonReader } from '../text/json/reader.ts';
import { likelyJson } from '../text/json/shape.ts';
import { openText } from '../text/opening.ts';

/** JSON (RFC 8259), also with comments and trailing commas, and one value a line (NDJSON). */
export const format: Format = {
  id: 'json',
  mediaType: 'application/json',
  runs: 'inline',
  detect: (head) => (head.text === undefined ? 0 : likelyJson(head.text)),
  async extract(input, sink) {
    const reader = new JsonReader(sink);
    for await (const text of openText(input, sink)) await reader.push(text);
    await reader.end();
  },
};
