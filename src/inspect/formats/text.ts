import type { Format } from '../contract.ts';
import { LineBlocks } from '../text/lines.ts';
import { openText } from '../text/opening.ts';

/** Anything that is text and no other format: prose, logs, configuration, source code, lists of credentials. */
export const format: Format = {
  id: 'text',
  mediaType: 'text/plain',
  runs: 'inline',
  cut: 'lines',
  detect: (head) => (head.text === undefined ? 0 : 0.1),
  async extract(input, sink) {
    const lines = new LineBlocks(sink);
    for await (const text of openText(input, sink)) await lines.push(text);
    await lines.end();
  },
};
