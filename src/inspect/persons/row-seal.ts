import { createCipheriv, randomBytes } from 'node:crypto';

export interface RowForm {
  /** Bytes of a row. */
  readonly rowBytes: number;
  /** First bytes of a row, by which rows are told apart: at most 15, and no two rows ever have the same. */
  readonly keyBytes: number;
  /** Bytes of a row that stay as they are, its key among them. */
  readonly headBytes: number;
}

/** Seals rows that are sorted on disk and come back in another order. */
export interface RowSeal {
  /** Seals the rows in place. */
  apply(rows: Uint8Array): void;
  /** Sealed rows as they were, in bytes that are valid until the next call. */
  opened(sealed: Uint8Array): Buffer;
}

const blockBytes = 16;

/**
 * AES-256 in counter mode (NIST SP 800-38A, 6.5) under a key that is never written anywhere. The counter blocks of a row
 * follow from its key, so that all rows of a batch are sealed by one call, and opened by one in whatever order they come.
 *
 * Not authenticated, as `createSeal` is: who could change a file that has no name and is open in this process alone could
 * as well change its memory.
 */
export function createRowSeal({ rowBytes, keyBytes, headBytes }: RowForm): RowSeal {
  const blocks = Math.ceil((rowBytes - headBytes) / blockBytes);
  const cipher = createCipheriv('aes-256-ecb', randomBytes(32), null).setAutoPadding(false);
  let counters = Buffer.alloc(0);
  let copy = Buffer.alloc(0);
  const apply = (rows: Uint8Array): void => {
    const count = rows.length / rowBytes;
    const needed = count * blocks * blockBytes;
    if (counters.length < needed) counters = Buffer.alloc(needed);
    let to = 0;
    for (let row = 0; row < rows.length; row += rowBytes) {
      for (let block = 0; block < blocks; block += 1) {
        for (let index = 0; index < keyBytes; index += 1) counters[to + index] = rows[row + index] ?? 0;
        counters[to + blockBytes - 1] = block;
        to += blockBytes;
      }
    }
    const stream = cipher.update(counters.subarray(0, needed));
    for (let row = 0, from = 0; row < rows.length; row += rowBytes, from += blocks * blockBytes) {
      for (let index = headBytes; index < rowBytes; index += 1) {
        rows[row + index] = (rows[row + index] ?? 0) ^ (stream[from + index - headBytes] ?? 0);
      }
    }
  };
  return {
    apply,
    opened(sealed) {
      if (copy.length < sealed.length) copy = Buffer.alloc(sealed.length);
      copy.set(sealed);
      const rows = copy.subarray(0, sealed.length);
      apply(rows);
      return rows;
    },
  };
}
