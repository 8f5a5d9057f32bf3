/** Objects and pages looked for in a file that lost its end: no more of them than this. */
const mostPages = 100_000;

/**
 * A file that lost its cross-reference and trailer, with new ones behind it: a catalog and a page tree of all page
 * objects that are still there in clear. Undefined where there is none, or where the file is encrypted.
 */
export function rebuild(bytes: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const pages: string[] = [];
  let highest = 0;
  // Only the beginning of an object is looked at: a dictionary of a page is short, and hostile files are not.
  for (const found of text.matchAll(/(?<![\d.])(\d{1,7}) (\d{1,5}) obj\b/g)) {
    const number = Number(found[1]);
    highest = Math.max(highest, number);
    const body = text.slice(found.index, found.index + 2000);
    const end = body.indexOf('endobj');
    const whole = end < 0 ? body : body.slice(0, end);
    if (/\/Type\s*\/Page(?![A-Za-z])/.test(whole) && pages.length < mostPages) pages.push(`${number} ${found[2]} R`);
  }
  if (pages.length === 0 || /\/Encrypt\s+\d/.test(text.slice(-4096))) return undefined;
  // A table of references that is cut would swallow what follows.
  const table = text.lastIndexOf('xref');
  const kept = table > text.lastIndexOf('endobj') ? bytes.subarray(0, table) : bytes;
  const catalog = highest + 1;
  const tree = highest + 2;
  const end =
    `\nendstream\nendobj\n${catalog} 0 obj\n<</Type/Catalog/Pages ${tree} 0 R>>\nendobj\n` +
    `${tree} 0 obj\n<</Type/Pages/Count ${pages.length}/Kids[${pages.join(' ')}]>>\nendobj\n` +
    `trailer\n<</Size ${tree + 1}/Root ${catalog} 0 R>>\nstartxref\n0\n%%EOF\n`;
  return Uint8Array.from(Buffer.concat([kept, Buffer.from(end, 'latin1')]));
}
