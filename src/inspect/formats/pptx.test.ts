import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { packageOf, relations } from '../../../test/inspect/office-package.ts';
import { format } from './pptx.ts';

const body = (text: string): string => `<a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody>`;
const slide = (inner: string, attributes = ''): string =>
  `<p:sld xmlns:p="p" xmlns:a="a"${attributes}><p:cSld>${inner}</p:cSld></p:sld>`;

const deck = packageOf('ppt', {
  'ppt/presentation.xml':
    '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst></p:presentation>',
  'ppt/_rels/presentation.xml.rels': relations([
    ['rId1', 'slide', 'slides/slide1.xml'],
    ['rId2', 'slide', 'slides/slide2.xml'],
  ]),
  'ppt/slides/slide1.xml': slide(body('Second'), ' show="0"'),
  'ppt/slides/slide2.xml': slide(
    `${body('First')}<a:tbl><a:tr><a:tc>${body('Name')}</a:tc><a:tc>${body('Phone')}</a:tc></a:tr><a:tr><a:tc gridSpan="2">${body('Nora')}</a:tc><a:tc hMerge="1"><a:txBody/></a:tc></a:tr></a:tbl>`,
  ),
  'ppt/slides/_rels/slide2.xml.rels': relations([
    ['rId1', 'notesSlide', '../notesSlides/notesSlide1.xml'],
    ['rId2', 'comments', '../comments/comment1.xml'],
  ]),
  'ppt/notesSlides/notesSlide1.xml': `<p:notes xmlns:p="p" xmlns:a="a">${body('do not say the name')}</p:notes>`,
  'ppt/comments/comment1.xml': '<p:cmLst xmlns:p="p"><p:cm authorId="0"><p:text>check this</p:text></p:cm></p:cmLst>',
  'ppt/commentAuthors.xml': '<p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="0" name="Jan Kowal"/></p:cmAuthorLst>',
  'ppt/embeddings/sheet.xlsx': new Uint8Array([1]),
});

describe('pptx', () => {
  it('reads slides in order with notes, comments, hidden slides, tables and embedded files', async () => {
    expect(format.detect(headOf(deck))).toBeGreaterThan(0.8);
    const { sink, blocks, members } = collect();
    await format.extract(memoryInput(deck), sink, context());
    expect(blocks.map(({ where, text }) => [where.slide, where.part, text])).toEqual([
      [1, undefined, 'First\n'],
      [1, undefined, 'Name\tPhone\nNora\n'],
      [1, 'speaker notes', 'do not say the name\n'],
      [1, 'comment', 'check this\n'],
      [2, 'hidden slide', 'Second\n'],
      [undefined, 'comment author', 'author: Jan Kowal\n'],
    ]);
    expect(members.map(({ name }) => name)).toEqual(['ppt/embeddings/sheet.xlsx']);
  });

  it('says that a slide with a picture alone was not read', async () => {
    const { sink, partials } = collect();
    const picture = packageOf('ppt', { 'ppt/slides/slide1.xml': slide('<p:pic/>') });
    await format.extract(memoryInput(picture), sink, context());
    expect(partials).toEqual(['no-text-layer']);
  });

  it('survives mutation', async () => {
    await survivesMutation(format, deck);
  });
});
