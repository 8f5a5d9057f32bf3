import { fail } from '#platform/errors';
import type { ExtractContext, Input, Sink } from '../contract.ts';
import { openPackage, readRelations } from './package.ts';
import { partKind } from './part-kind.ts';
import { readPresentation } from './slides.ts';
import { readProperties } from './properties.ts';
import { Reading } from './reading.ts';
import { readChart, readSpreadsheet } from './spreadsheet.ts';
import { readDocument } from './word.ts';

/** Attributes that hold text in small parts: data connections, lists of people, tags. */
const spoken = new Map([
  ['connection', ['name', 'description', 'sourceFile']],
  ['dbPr', ['connection', 'command']],
  ['textPr', ['sourceFile']],
  ['webPr', ['url', 'post']],
  ['person', ['author', 'displayName', 'userId']],
  ['presenceInfo', ['userId']],
]);

/**
 * Reads an office package of any kind, whatever it is called: parts of a document, a workbook and a presentation may
 * all be there in a file made to deceive.
 */
export async function extractOffice(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const pack = await openPackage(input, sink, context.limits);
  const reading = new Reading(pack, sink, context);
  if (reading.left('binary-workbook').length > 0) fail('format-unsupported', 'binary workbook');
  await readDocument(reading);
  await readSpreadsheet(reading);
  await readPresentation(reading);
  for (const part of reading.left('drawing')) await reading.flow(part, { part: 'drawing' });
  for (const part of reading.left('chart')) await readChart(reading, part, {});
  for (const part of reading.left('vml')) await reading.loose(part, { part: 'drawing' }, { inside: 'textbox' });
  for (const part of reading.left('persons')) await reading.loose(part, { part: 'authors' }, { attributes: spoken });
  await readLinks(reading);
  await readOthers(reading);
  writeAuthors(reading);
  await reading.writer.end();
  reading.conclude();
}

/** Addresses that the file links to: `mailto:` tells people, others may hold tokens. */
async function readLinks(reading: Reading): Promise<void> {
  const { writer } = reading;
  const where = { part: 'link target' };
  for (const list of reading.left('links')) {
    await reading.part(list, async () => {
      const relations = await readRelations(list, '');
      for (const { target } of relations.filter((relation) => relation.external)) {
        writer.place(where);
        writer.line(readable(target));
        await writer.drain();
      }
    });
  }
}

function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

/** Files inside, properties, and parts of no known kind: text of those that are XML, the others as files. */
async function readOthers(reading: Reading): Promise<void> {
  const { pack, writer } = reading;
  for (const part of pack.parts) {
    if (reading.isRead(part)) continue;
    const kind = partKind(part);
    if (kind === 'properties') await reading.part(part, () => readProperties(part, writer));
    else if (kind === 'layout') reading.pass(part);
    else if (kind === 'picture') await reading.picture(part);
    else if (kind === 'other' && part.key.endsWith('xml')) {
      await reading.loose(part, { part: part.name }, { attributes: spoken, pairs: [['tag', 'name', 'val']] });
    } else await reading.member(part);
  }
}

function writeAuthors({ authors, writer }: Reading): void {
  const where = { part: 'change author' };
  for (const author of authors) {
    writer.place(where);
    writer.labelled('author', author);
  }
}
