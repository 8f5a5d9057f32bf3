import { CofferdamError } from '#platform/errors';
import { asBuffer } from '../archives/window.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';
import { jsonEvents } from '../notebooks/json-events.ts';
import { NotebookReader } from '../notebooks/reader.ts';
import { LineBlocks } from '../text/lines.ts';
import { openText } from '../text/opening.ts';

/** Notebooks of Jupyter: code, and the data that came out of it. */
export const format: Format = {
  id: 'ipynb',
  mediaType: 'application/x-ipynb+json',
  runs: 'sandbox',
  detect,
  extract,
};

/** JSON with cells; what makes it a notebook stands at its end where programs sort the keys. */
function detect({ text, tail }: Head): number {
  if (text === undefined || !/^\s*\{\s*"(?:cells|metadata|worksheets|nbformat(?:_minor)?)"\s*:/.test(text)) return 0;
  if (/"cell_type"\s*:/.test(text)) return 0.97;
  return /"nbformat"\s*:\s*\d/.test(text) || /"nbformat"\s*:\s*\d/.test(asBuffer(tail).toString('latin1')) ? 0.97 : 0;
}

async function extract(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const portions = openText(input, sink);
  let current = '';
  async function* noted(): AsyncGenerator<string> {
    for (let next = await portions.next(); next.done !== true; next = await portions.next()) {
      current = next.value;
      yield current;
    }
    current = '';
  }
  try {
    await new NotebookReader(jsonEvents(noted()), sink, limits.maxHeldBytes / 4).read();
  } catch (error) {
    if (!(error instanceof CofferdamError) || error.code !== 'damaged') throw error;
    sink.partial('damaged');
    if (current === '') return;
    // From where it is no JSON any more it is text.
    const rest = new LineBlocks(sink);
    await rest.push(current);
    for (let next = await portions.next(); next.done !== true; next = await portions.next())
      await rest.push(next.value);
    await rest.end();
  }
}
