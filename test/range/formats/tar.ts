import type { Entry } from './zip.ts';

/** A POSIX (ustar) archive. Names are kept below 100 bytes. */
export function tar(entries: readonly Entry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { name, bytes } of entries) {
    const head = Buffer.alloc(512);
    head.write(name.slice(0, 99), 0, 'utf8');
    head.write('0000644\0', 100);
    head.write('0001750\0', 108);
    head.write('0001750\0', 116);
    head.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write('14500000000\0', 136);
    head.write('        ', 148);
    head.write('0', 156);
    head.write('ustar\u000000', 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    parts.push(head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
