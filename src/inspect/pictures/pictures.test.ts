import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import {
  gif,
  gifComment,
  iptc,
  jpeg,
  photograph,
  photoshop,
  png,
  type Tags,
  tiff,
  webp,
  xmp,
} from '../../../test/inspect/picture-files.ts';
import type { Format } from '../contract.ts';
import { format as bmpFormat } from '../formats/bmp.ts';
import { format as gifFormat } from '../formats/gif.ts';
import { format as jpegFormat } from '../formats/jpeg.ts';
import { format as pngFormat } from '../formats/png.ts';
import { format as tiffFormat } from '../formats/tiff.ts';
import { format as webpFormat } from '../formats/webp.ts';

async function read(format: Format, bytes: Uint8Array) {
  const collected = collect();
  const stamps: [string, string][] = [];
  const sink = { ...collected.sink, stamped: (what: string, at: string) => void stamps.push([what, at]) };
  await format.extract(memoryInput(bytes, 7), sink, context());
  return { ...collected, stamps, said: collected.text().trimEnd().split('\n') };
}

const exif = (...chain: Tags[]): Buffer => Buffer.concat([Buffer.from('Exif\0\0'), tiff(...chain)]);
const ofPhotograph = [
  'description: Ward 3, bed 12',
  'camera make: Harbour Optics',
  'changed: 2019-03-05 08:00:00',
  'author: Ida Bergmann',
  'comment: Zoë',
  'taken: 2019-03-04 10:11:12',
  'comment: patient HC-2041',
  'camera owner: Nora Whitfield',
  'camera serial number: SN-778812',
  'GPS position: 54.086761, 10.144444',
  'GPS date: 2019-03-04',
];
const thumbnail = jpeg();
const withThumbnail = (): Buffer => {
  const bare = exif(photograph, { 0x0201: 0, 0x0202: thumbnail.length });
  const at = bare.length - 6;
  return Buffer.concat([exif(photograph, { 0x0201: at, 0x0202: thumbnail.length }), thumbnail]);
};
const packet = xmp(
  '<rdf:Description xmp:CreateDate="2020-01-02T03:04:05Z"><dc:creator><rdf:Seq><rdf:li>Ravi Menon</rdf:li></rdf:Seq></dc:creator></rdf:Description>',
);
const jpegPacket = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), packet]);
const captions = iptc([
  [80, 'Mara Lindqvist'],
  [55, '20180704'],
  [120, 'Staff party'],
  [118, 'mara@hafenkontor.example'],
]);
const resources = Buffer.concat([Buffer.from('Photoshop 3.0\0'), photoshop(0x0404, captions)]);
const everything = jpeg([
  [0xe1, withThumbnail()],
  [0xe1, jpegPacket],
  [0xed, resources],
  [0xfe, Buffer.from('scanned at the front desk')],
]);

describe('properties of pictures', () => {
  it('are known by their first bytes', () => {
    const made: [Format, Uint8Array][] = [
      [pngFormat, png()],
      [jpegFormat, jpeg()],
      [gifFormat, gif()],
      [webpFormat, webp()],
      [tiffFormat, tiff(photograph)],
    ];
    for (const [format, bytes] of made) {
      for (const [other] of made) expect(other.detect(headOf(bytes)) > 0.5).toBe(other === format);
    }
    expect(bmpFormat.detect(headOf('BM is how this letter begins, and it is no picture'))).toBe(0);
  });

  it('are all told of a JPEG, with the thumbnail as a file', async () => {
    const { said, members, partials, stamps } = await read(jpegFormat, everything);
    expect(said).toEqual([
      ...ofPhotograph,
      'taken: 2020-01-02T03:04:05Z',
      'creator: Ravi Menon',
      'author: Mara Lindqvist',
      'taken: 2018-07-04',
      'caption: Staff party',
      'contact: mara@hafenkontor.example',
      'comment: scanned at the front desk',
    ]);
    expect(members.map(({ name, bytes }) => [name, bytes.length])).toEqual([['(thumbnail)', thumbnail.length]]);
    expect(partials).toEqual(['no-text-layer']);
    expect(stamps).toContainEqual(['created', '2019-03-04']);
    expect(stamps).toContainEqual(['changed', '2019-03-05']);
  });

  it('are told of TIFF and WebP', async () => {
    expect((await read(tiffFormat, tiff(photograph))).said).toEqual(ofPhotograph);
    const inWebp = await read(
      webpFormat,
      webp([
        ['EXIF', tiff(photograph)],
        ['XMP ', packet],
      ]),
    );
    expect(inWebp.said).toEqual([...ofPhotograph, 'taken: 2020-01-02T03:04:05Z', 'creator: Ravi Menon']);
    expect(inWebp.partials).toEqual(['no-text-layer']);
  });

  it('are told of PNG: text plain, packed and international, EXIF, and what programs hide in text', async () => {
    const profile = iptc([[120, 'Handed over by Ida']]);
    const raw = `\niptc\n ${profile.length}\n${profile.toString('hex')}\n`;
    const { said, partials, stamps } = await read(
      pngFormat,
      png([
        ['tEXt', Buffer.from('Author\0Zo\xeb Bergmann', 'latin1')],
        ['zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync('IBAN DE89 3704 0044 0532 0130 00')])],
        ['iTXt', Buffer.concat([Buffer.from('Title\0\x01\0de\0Titel\0'), deflateSync('Übergabe')])],
        ['iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), packet])],
        ['zTXt', Buffer.concat([Buffer.from('Raw profile type iptc\0\0'), deflateSync(raw)])],
        ['eXIf', tiff({ 0x010e: 'Bed 12' })],
        ['tIME', Buffer.from('07e30304000000', 'hex')],
      ]),
    );
    expect(said).toEqual([
      'Author: Zoë Bergmann',
      'Comment: IBAN DE89 3704 0044 0532 0130 00',
      'Title: Übergabe',
      'taken: 2020-01-02T03:04:05Z',
      'creator: Ravi Menon',
      'caption: Handed over by Ida',
      'description: Bed 12',
      'changed: 2019-03-04',
    ]);
    expect(partials).toEqual([]);
    expect(stamps).toContainEqual(['changed', '2019-03-04']);
  });

  it('are told of GIF', async () => {
    const long = `Nora ${'x'.repeat(600)}`;
    expect((await read(gifFormat, gif([gifComment(long)]))).said).toEqual([`comment: ${long}`]);
  });

  it.each([
    ['jpeg', jpegFormat, jpeg()],
    ['png', pngFormat, png()],
    ['gif', gifFormat, gif()],
    ['webp', webpFormat, webp()],
  ])('what is hidden behind the end of a %s is a file of its own; padding is not', async (_, format, bytes) => {
    const { members } = await read(format, Buffer.concat([bytes, Buffer.from('\0\0PK secret')]));
    expect(members.map(({ name, bytes: held }) => [name, Buffer.from(held).toString()])).toEqual([
      ['(bytes after the end)', 'PK secret'],
    ]);
    expect((await read(format, Buffer.concat([bytes, Buffer.alloc(999)]))).members).toEqual([]);
  });
});

describe('hostile pictures', () => {
  it('directories that lead to themselves end', async () => {
    const loop = tiff({ 0x010e: 'once' });
    loop.writeUInt32LE(8, 8 + 2 + 12);
    expect(await read(tiffFormat, loop)).toMatchObject({
      said: ['description: once'],
      partials: ['damaged', 'no-text-layer'],
    });
  });

  it('lengths that lie are damage', async () => {
    const lies = tiff({ 0x010e: 'some words', 0x013b: 'Ida Bergmann' });
    lies.writeUInt32LE(0xfffffff0, 8 + 2 + 4);
    expect(await read(tiffFormat, lies)).toMatchObject({
      said: ['author: Ida Bergmann'],
      partials: ['damaged', 'no-text-layer'],
    });
  });

  it('entries that all point at the same bytes do not multiply them', async () => {
    const text = 'x'.repeat(1 << 20);
    const tags = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [40_000 + index, 'abcdef']));
    const shared = Buffer.concat([tiff(tags), Buffer.from(`${text}\0`)]);
    for (let index = 0; index < 1000; index++) {
      shared.writeUInt32LE(text.length + 1, 8 + 2 + index * 12 + 4);
      shared.writeUInt32LE(shared.length - text.length - 1, 8 + 2 + index * 12 + 8);
    }
    const { partials, text: all } = await read(tiffFormat, shared);
    expect(partials).toContain('limit-memory');
    expect(all().length).toBeLessThan(1 << 21);
  });

  it('a bomb in compressed text gives nothing, and is told', async () => {
    const bomb = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(1 << 26))]);
    expect((await read(pngFormat, png([['zTXt', bomb]]))).partials).toEqual(['limit-ratio']);
  });

  it('what is cut short or changed is partial with what was read', async () => {
    const whole = png([['tEXt', Buffer.from('Author\0Ida Bergmann')]]);
    const changed = Buffer.from(whole);
    changed[whole.indexOf('Ida')] = 0x41;
    expect((await read(pngFormat, changed)).partials).toContain('damaged');
    for (const [format, bytes] of [
      [pngFormat, whole],
      [jpegFormat, everything],
      [webpFormat, webp([['EXIF', tiff(photograph)]])],
      [gifFormat, gif([gifComment('Ida')])],
      [tiffFormat, tiff(photograph)],
    ] as const) {
      const cut = await read(format, bytes.subarray(0, bytes.length - 4));
      expect(cut.partials).toContain('damaged');
      expect(cut.text()).toContain('Ida');
    }
  });

  it.each([
    ['jpeg', jpegFormat, everything],
    [
      'png',
      pngFormat,
      png([
        ['eXIf', tiff(photograph)],
        ['iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), packet])],
      ]),
    ],
    ['tiff', tiffFormat, tiff(photograph, { 0x0100: 4, 0x0101: 4, 0x02bc: packet })],
    [
      'webp',
      webpFormat,
      webp([
        ['EXIF', tiff(photograph)],
        ['XMP ', packet],
      ]),
    ],
    ['gif', gifFormat, gif([gifComment('Ida')])],
  ])('a damaged %s never hangs, and never fails without a reason', async (_, format, bytes) => {
    await survivesMutation(format, bytes);
  });
});
