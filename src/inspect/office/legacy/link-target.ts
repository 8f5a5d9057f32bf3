const flag = { moniker: 1, display: 0x10, frame: 0x80, text: 0x100 } as const;
const urlMoniker = Buffer.from('e0c9ea79f9bace118c8200aa004ba90b', 'hex');

/** Where the link of a cell leads ([MS-OSHARED] 2.3.7.1); empty for links within the file. */
export function linkTarget(data: Buffer): string {
  if (data.length < 32) return '';
  const flags = data.readUInt32LE(28);
  let at = 32;
  const skip = (set: number): void => {
    if ((flags & set) !== 0 && at + 4 <= data.length) at += 4 + data.readUInt32LE(at) * 2;
  };
  skip(flag.display);
  skip(flag.frame);
  if ((flags & flag.moniker) === 0 || at + 20 > data.length) return '';
  if ((flags & flag.text) !== 0) return text(data, at + 4, data.readUInt32LE(at) * 2);
  if (!data.subarray(at, at + 16).equals(urlMoniker)) return '';
  return text(data, at + 20, data.readUInt32LE(at + 16));
}

function text(data: Buffer, at: number, length: number): string {
  return data.toString('utf16le', at, Math.min(data.length, at + length)).replace(/\0.*$/s, '');
}
