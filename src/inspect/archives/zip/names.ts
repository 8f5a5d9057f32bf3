import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';

/** Upper half of code page 437, which APPNOTE.TXT names as the encoding of names without the UTF-8 flag. */
const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0';

const utf8Flag = 0x800;

/**
 * Name or comment of an entry as text, hostile characters included. Many programs write UTF-8 without saying so:
 * what is valid UTF-8 is read as such.
 */
export function decodeName(raw: Buffer, flags: number, extra?: Buffer): string {
  const unicode = extra === undefined ? undefined : unicodePath(raw, extra);
  if (unicode !== undefined) return unicode;
  if ((flags & utf8Flag) !== 0 || isUtf8(raw)) return raw.toString('utf8');
  let name = '';
  for (const byte of raw) name += byte < 0x80 ? String.fromCharCode(byte) : (cp437[byte - 0x80] ?? '');
  return name;
}

/** Extra field 0x7075 of Info-ZIP: the name in UTF-8, valid only for the name whose check sum it carries. */
function unicodePath(raw: Buffer, extra: Buffer): string | undefined {
  const field = extraField(extra, 0x7075);
  if (field === undefined || field.length < 5 || field[0] !== 1 || field.readUInt32LE(1) !== crc32(raw))
    return undefined;
  return field.toString('utf8', 5);
}

/** The data of the first extra field with this id. */
export function extraField(extra: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id && end <= extra.length) return extra.subarray(at + 4, end);
    at = end;
  }
  return undefined;
}
