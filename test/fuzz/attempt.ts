import { gzipSync } from 'node:zlib';
import { tar } from '../range/formats/tar.ts';
import { zip } from '../range/formats/zip.ts';
import { Random } from '../range/random.ts';
import { mutated } from './mutate.ts';
import { insideChanged } from './repack.ts';
import type { Seed } from './seeds.ts';

export interface Attempt {
  readonly format: string;
  /** Number within the format: with the seed of the run it makes the same bytes again. */
  readonly number: number;
  readonly name: string;
  readonly bytes: Buffer;
  readonly passwords: readonly string[];
}

/** The hostile file of this number. */
export function attemptOf(
  seeds: ReadonlyMap<string, readonly Seed[]>,
  format: string,
  { seed, number }: { readonly seed: number; readonly number: number },
): Attempt {
  const random = new Random(`fuzz ${seed} ${format} ${number}`);
  const all = seeds.get(format) ?? [];
  // Deriving a key takes longer than all the rest.
  const open = all.filter(({ passwords }) => passwords.length === 0);
  const valid = random.pick(open.length === 0 || random.chance(0.03) ? all : open);
  // Mostly of its own kind, so that what is spliced in fits at least a little.
  const near = random.chance(0.6) ? format : random.pick([...seeds.keys()]);
  const other = random.pick(seeds.get(near) ?? []).bytes;
  const change = (bytes: Buffer): Buffer => mutated(bytes, random, other);
  const inside = random.chance(0.7) ? insideChanged(valid.bytes, random, change) : undefined;
  const bytes = inside ?? change(valid.bytes);
  const whole = random.chance(0.04) ? wrapped(bytes, random, valid.name) : bytes;
  return { format, number, name: valid.name, bytes: whole, passwords: valid.passwords };
}

/** In containers in containers, up to beyond the depth that is allowed. */
function wrapped(bytes: Buffer, random: Random, name: string): Buffer {
  let current: Uint8Array = bytes;
  for (let depth = random.int(1, 11); depth > 0; depth -= 1) {
    const kind = random.int(0, 2);
    const hostile = random.pick([name, '../../etc/passwd', 'a\0b', '\u202Etxt.exe', '/abs', 'C:\\x', '\n', '']);
    if (kind === 0) current = gzipSync(current);
    else current = (kind === 1 ? zip : tar)([{ name: hostile, bytes: current }]);
  }
  return Buffer.from(current);
}
