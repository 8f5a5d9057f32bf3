import type { Random } from '../random.ts';

export type Encoding = 'utf-8' | 'utf-8 with mark' | 'utf-16le' | 'utf-16be' | 'latin1' | 'windows-1252';

/** What windows-1252 has where Latin-1 has control characters, as far as the range writes it. */
const windows: Readonly<Record<string, number>> = {
  '€': 0x80,
  '‚': 0x82,
  '„': 0x84,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
  Š: 0x8a,
  š: 0x9a,
  Ž: 0x8e,
  ž: 0x9e,
  œ: 0x9c,
  Œ: 0x8c,
};

/** Encodes a text; UTF-8 where the encoding has no code for one of its letters. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8 with mark':
      return Buffer.from(`\ufeff${text}`, 'utf8');
    case 'utf-16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'latin1':
      return singleBytes(text, {}) ?? Buffer.from(text, 'utf8');
    case 'windows-1252':
      return singleBytes(text, windows) ?? Buffer.from(text, 'utf8');
  }
}

/** One byte a letter, or undefined where a letter has none. */
export function singleBytes(text: string, extra: Readonly<Record<string, number>>): Uint8Array | undefined {
  const out = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : extra[text.charAt(at)];
    if (byte === undefined) return undefined;
    out[at] = byte;
  }
  return out;
}

export const winAnsi = windows;

export function anyEncoding(random: Random): Encoding {
  return random.pick([
    'utf-8',
    'utf-8',
    'utf-8',
    'utf-8',
    'utf-8 with mark',
    'utf-16le',
    'utf-16be',
    'latin1',
    'windows-1252',
    'windows-1252',
  ] as const);
}
