/**
 * Tags of TIFF 6.0 and of EXIF 2.32 (CIPA DC-008) that are known by name. What is text and not listed is told by its number.
 */
export const names: Readonly<Record<number, string>> = {
  0x010d: 'document name',
  0x010e: 'description',
  0x010f: 'camera make',
  0x0110: 'camera model',
  0x011d: 'page name',
  0x0131: 'software',
  0x013b: 'author',
  0x013c: 'host computer',
  0x0151: 'target printer',
  0x8298: 'copyright',
  0x9c9b: 'title',
  0x9c9c: 'comment',
  0x9c9d: 'author',
  0x9c9e: 'keywords',
  0x9c9f: 'subject',
  0x9286: 'comment',
  0xa420: 'image id',
  0xa430: 'camera owner',
  0xa431: 'camera serial number',
  0xa433: 'lens make',
  0xa434: 'lens model',
  0xa435: 'lens serial number',
  0xa436: 'title',
  0xa437: 'photographer',
  0xa438: 'editor',
  0xc62f: 'camera serial number',
  0xc68b: 'original file name',
};

/** Text in UTF-16, little-endian whatever the file is, as Windows writes it. */
export const wideTags: ReadonlySet<number> = new Set([0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f]);

/** Text behind eight bytes that name its character code. */
export const codedTags: ReadonlySet<number> = new Set([0x9286]);

export const dates: Readonly<Record<number, readonly ['taken' | 'digitised' | 'changed', 'created' | 'changed']>> = {
  0x0132: ['changed', 'changed'],
  0x9003: ['taken', 'created'],
  0x9004: ['digitised', 'created'],
};

export const tag = {
  width: 0x0100,
  height: 0x0101,
  stripOffsets: 0x0111,
  orientation: 0x0112,
  stripCounts: 0x0117,
  tileOffsets: 0x0144,
  tileCounts: 0x0145,
  subDirectories: 0x014a,
  thumbnailOffset: 0x0201,
  thumbnailLength: 0x0202,
  xmp: 0x02bc,
  iptc: 0x83bb,
  photoshop: 0x8649,
  exif: 0x8769,
  gps: 0x8825,
  makerNote: 0x927c,
  interoperability: 0xa005,
} as const;

/** Tags that lead to further directories. */
export const linkTags: ReadonlySet<number> = new Set([tag.subDirectories, tag.exif, tag.gps, tag.interoperability]);

/** Tags of text that says nothing of anybody: sub-second digits, versions, time offsets. */
export const silentTags: ReadonlySet<number> = new Set([
  0x9000, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292, 0xa000, 0x0001, 0x0002,
]);
