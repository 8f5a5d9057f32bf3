/** Code pages by Windows number, as text decoders name them (WHATWG Encoding Standard). */
const byNumber = new Map([
  [708, 'iso-8859-6'],
  [866, 'ibm866'],
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gb18030'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [10_000, 'macintosh'],
  [10_007, 'x-mac-cyrillic'],
  [20_866, 'koi8-r'],
  [21_866, 'koi8-u'],
  [28_592, 'iso-8859-2'],
  [28_595, 'iso-8859-5'],
  [28_597, 'iso-8859-7'],
  [65_001, 'utf-8'],
]);

/** Character sets of fonts and the code pages they stand for (RTF 1.9.1, `\fcharset`). */
const byCharset = new Map([
  [77, 10_000],
  [128, 932],
  [129, 949],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
]);

/** The name of a code page; undefined for those that no decoder knows (437, 850 and others of MS-DOS). */
export function encodingOfPage(page: number): string | undefined {
  return byNumber.get(page) ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : undefined);
}

/** The code page of a font; undefined where that is the document's own. */
export function pageOfCharset(charset: number): number | undefined {
  return byCharset.get(charset);
}

const decoders = new Map<string, TextDecoder>();

export function decoderOf(encoding: string): TextDecoder {
  const known = decoders.get(encoding) ?? new TextDecoder(encoding);
  decoders.set(encoding, known);
  return known;
}

/** Languages (the lower ten bits of what Windows numbers them by) whose text is not of the Western code page. */
const byLanguage = new Map([
  [0x01, 1256],
  [0x02, 1251],
  [0x04, 936],
  [0x05, 1250],
  [0x08, 1253],
  [0x0d, 1255],
  [0x0e, 1250],
  [0x11, 932],
  [0x12, 949],
  [0x15, 1250],
  [0x18, 1250],
  [0x19, 1251],
  [0x1b, 1250],
  [0x1e, 874],
  [0x1f, 1254],
  [0x22, 1251],
  [0x23, 1251],
  [0x24, 1250],
  [0x25, 1257],
  [0x26, 1257],
  [0x27, 1257],
]);

/** The code page that programs without Unicode write this language in. */
export function pageOfLanguage(language: number): number {
  return byLanguage.get(language & 0x3ff) ?? 1252;
}
