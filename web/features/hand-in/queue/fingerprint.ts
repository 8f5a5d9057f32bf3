const edge = 64 * 1024;

/**
 * By what a file is known again after the browser was closed: SHA-256 over its beginning, its end, its size, its time and
 * its path. What is kept under it in the browser tells nobody which file it was: without its bytes there is nothing to try
 * names against. Undefined where the page has no cryptography, which browsers give to encrypted connections alone, or
 * where the file cannot be read.
 */
export async function fingerprintOf(incident: string, file: File, path: string): Promise<string | undefined> {
  if (!('subtle' in crypto)) return undefined;
  try {
    const said = new TextEncoder().encode(JSON.stringify([incident, path, file.size, file.lastModified]));
    const head = new Uint8Array(await file.slice(0, edge).arrayBuffer());
    const tail = new Uint8Array(await file.slice(Math.max(0, file.size - edge)).arrayBuffer());
    const all = new Uint8Array(said.length + head.length + tail.length);
    all.set(said);
    all.set(head, said.length);
    all.set(tail, said.length + head.length);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}
