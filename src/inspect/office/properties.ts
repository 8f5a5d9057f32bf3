import type { Part } from './package.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';
import { type Attributes, attribute, readXml } from './xml.ts';

/** Counts, versions and settings that programs write by themselves. */
const technical = new Set([
  'AppVersion',
  'Application',
  'Characters',
  'CharactersWithSpaces',
  'DocSecurity',
  'HiddenSlides',
  'HyperlinksChanged',
  'LinksUpToDate',
  'Lines',
  'MMClips',
  'Notes',
  'Pages',
  'Paragraphs',
  'PresentationFormat',
  'ScaleCrop',
  'SharedDoc',
  'Slides',
  'TotalTime',
  'Words',
  'revision',
  'HeadingPairs',
  'TitlesOfParts',
  'lpstr',
  'vector',
  'variant',
  'i4',
]);

const where = { part: 'properties' };

/** Properties of a document, core, extended and custom (ECMA-376 part 2 clause 11, part 1 clause 22), one record each. */
export async function readProperties(part: Part, writer: BlockWriter): Promise<void> {
  const path: string[] = [];
  let custom: string | undefined;
  let value = '';
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'property') custom = attribute(attributes, 'name') ?? '';
    path.push(name);
    value = '';
  };
  const close = (name: string): void => {
    path.pop();
    const text = value.trim();
    value = '';
    if (name === 'property') custom = undefined;
    if (text === '' || path.length === 0 || (custom === undefined && technical.has(name))) return;
    writer.place(where);
    writer.labelled(custom ?? name, text);
  };
  const text = (piece: string): void => {
    value += piece;
  };
  await readXml(part.open(), { open, close, text }, () => writer.drain());
}
