import { expect, it } from 'vitest';
import { Spool } from './spool.ts';

it('gives back what was put in, in order, from memory and from disk, and can be used again', () => {
  const spool = new Spool();
  for (const size of [10, 60_000, 150_000]) {
    const pieces = Array.from({ length: size }, (_, index) => `${index} Zoë €😀 line of a result that is put aside\n`);
    for (const piece of pieces) spool.append(piece);
    const out: string[] = [];
    spool.drain((text) => out.push(text));
    expect(out.join('') === pieces.join('')).toBe(true);
  }
});
