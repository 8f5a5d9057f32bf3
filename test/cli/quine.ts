import { crc32 } from 'node:zlib';

/**
 * A gzip file that unpacks to itself, by the construction of Russ Cox, "Zip Files All The Way Down" (2010): a deflate
 * stream of operations of 5 bytes, L(n) which prints the n bytes behind it and R(n) which prints the last n bytes again.
 * The checksum in the file is that of the file: CRC-32 is affine, so it is the solution of 32 linear equations.
 */
export function gzipQuine(): Uint8Array {
  for (let time = 0; time < 64; time += 1) {
    const constant = crc32(quineWith(0, time));
    const columns = Array.from({ length: 32 }, (_, bit) => {
      const value = (1 << bit) >>> 0;
      return (crc32(quineWith(value, time)) ^ constant ^ value) >>> 0;
    });
    const sum = solve(columns, constant);
    if (sum !== undefined) return quineWith(sum, time);
  }
  throw new Error('no quine: the equations of every time are singular');
}

function quineWith(sum: number, time: number): Buffer {
  const prefix = Buffer.concat([Buffer.from([31, 139, 8, 8, time, 0, 0, 0, 0, 3]), Buffer.from('r.gz\0')]);
  const end = Buffer.alloc(13);
  end.set([1, 0, 0, 0xff, 0xff]);
  end.writeUInt32LE(sum, 5);
  const [none, one, four] = [literal(0), literal(5), literal(20)];
  const first = literal(prefix.length + 5);
  const last = literal(end.length + 5);
  const again = repeat(10, 10);
  const close = repeat(8, 10);
  const body = [
    [prefix, first, prefix, first, again],
    [one, again, one, one, four, again, one, one, four, again],
    [four, again, four, again, four, again],
    [four, again, none, none, last, again, none, none],
    [last, close, end, close, end],
  ].flat();
  const total = body.reduce((bytes, part) => bytes + part.length, 0);
  end.writeUInt32LE(total, 9);
  return Buffer.concat(body);
}

/** A stored block of deflate: 5 bytes, and the data behind it. */
function literal(length: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt16LE(length, 1);
  bytes.writeUInt16LE(0xffff - length, 3);
  return bytes;
}

/** A block of fixed codes that copies the last a + b bytes (17 to 24) in two runs of 3 to 10 bytes: exactly 40 bits. */
function repeat(a: number, b: number): Buffer {
  // Not the last block, fixed codes.
  let bits = '010';
  for (const run of [a, b]) {
    bits += (run - 2).toString(2).padStart(7, '0');
    bits += (8).toString(2).padStart(5, '0');
    bits += [...(a + b - 17).toString(2).padStart(3, '0')].reverse().join('');
  }
  bits += '0000000';
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt([...byte].reverse().join(''), 2)) ?? []);
}

/** Which columns add up (XOR) to `target`, one bit a column. */
function solve(columns: readonly number[], target: number): number | undefined {
  const rows = columns.map((column, bit) => ({ column, chosen: (1 << bit) >>> 0 }));
  let rest = target;
  let chosen = 0;
  for (let bit = 31; bit >= 0; bit -= 1) {
    const mask = (1 << bit) >>> 0;
    const at = rows.findIndex(({ column }) => (column & mask) !== 0);
    const pivot = at < 0 ? undefined : rows.splice(at, 1)[0];
    if (pivot === undefined) {
      if ((rest & mask) !== 0) return undefined;
      continue;
    }
    for (const row of rows) {
      if ((row.column & mask) === 0) continue;
      row.column = (row.column ^ pivot.column) >>> 0;
      row.chosen = (row.chosen ^ pivot.chosen) >>> 0;
    }
    if ((rest & mask) !== 0) {
      rest = (rest ^ pivot.column) >>> 0;
      chosen = (chosen ^ pivot.chosen) >>> 0;
    }
  }
  return chosen;
}
