/** A file inside of an object, with the name that it had. */
export interface ObjectFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * The file in the data of an object ([MS-OLEDS] 2.2.4 and 2.2.5): what the program that made it wrote, without the header
 * of OLE; a packaged file without its package. Bytes that are none of this come back as they are.
 */
export function objectFile(data: Buffer, number: number): ObjectFile {
  const fallback = { name: `object-${number}`, bytes: data };
  if (data.length < 12 || data.readUInt32LE(4) !== 2) return fallback;
  let at = 8;
  let className = '';
  for (let text = 0; text < 3; text++) {
    if (at + 4 > data.length) return fallback;
    const length = data.readUInt32LE(at);
    if (length > data.length - at - 4) return fallback;
    if (text === 0) className = data.toString('latin1', at + 4, at + 4 + length).replace(/\0.*$/s, '');
    at += 4 + length;
  }
  if (at + 4 > data.length) return fallback;
  const size = data.readUInt32LE(at);
  const bytes = data.subarray(at + 4, Math.min(data.length, at + 4 + size));
  return (className === 'Package' ? packagedFile(bytes) : undefined) ?? { name: `object-${number}`, bytes };
}

/** What the packager of Windows wraps a file in; its layout was never published. Undefined where it is another. */
export function packagedFile(bytes: Buffer): ObjectFile | undefined {
  if (bytes.length < 2 || bytes.readUInt16LE(0) !== 2) return undefined;
  const label = bytes.indexOf(0, 2);
  const path = label < 0 ? -1 : bytes.indexOf(0, label + 1);
  // Four bytes of marks, then the length of a path, the path, the length of the file.
  const at = path + 1 + 4;
  if (path < 0 || at + 4 > bytes.length) return undefined;
  const from = at + 4 + bytes.readUInt32LE(at);
  if (from + 4 > bytes.length) return undefined;
  const size = bytes.readUInt32LE(from);
  if (size > bytes.length - from - 4) return undefined;
  const name = bytes.toString('latin1', 2, label);
  return { name: name === '' ? 'package' : name, bytes: bytes.subarray(from + 4, from + 4 + size) };
}
