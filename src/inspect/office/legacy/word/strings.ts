/** Strings of a table ([MS-DOC] 2.2.4), each with its length in front; none of what is not in UTF-16. */
export function readStringTable(bytes: Buffer): { readonly texts: string[]; readonly end: number } {
  const texts: string[] = [];
  if (bytes.length < 6 || bytes.readUInt16LE(0) !== 0xffff) return { texts, end: 0 };
  const count = bytes.readUInt16LE(2);
  const extra = bytes.readUInt16LE(4);
  let at = 6;
  for (let left = count; left > 0 && at + 2 <= bytes.length; left--) {
    const end = at + 2 + bytes.readUInt16LE(at) * 2;
    texts.push(bytes.toString('utf16le', at + 2, Math.min(end, bytes.length)));
    at = end + extra;
  }
  return { texts, end: Math.min(at, bytes.length) };
}

/** Strings one behind the other, each with its length in front and maybe a zero behind. */
export function readStrings(bytes: Buffer, terminated: boolean): string[] {
  const texts: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + bytes.readUInt16LE(at) * 2;
    texts.push(bytes.toString('utf16le', at + 2, Math.min(end, bytes.length)));
    at = end + (terminated ? 2 : 0);
  }
  return texts;
}
