import { createHash } from 'node:crypto';
import { fail } from '../../errors/index.ts';
import { type Symbol5, checkSymbol, read, toBytes, toSymbols, write } from './symbols.ts';

/**
 * One half of a recovery key. On paper: 16 groups of four symbols and a check symbol. The first group is the letter and
 * the installation, the second the set, then 13 of the secret, and one of a checksum over all before it.
 */
export interface Half {
  readonly letter: 'A' | 'B';
  /** Three symbols of the installation. */
  readonly installation: string;
  /** Four symbols that both halves of one recovery key share, and no others. */
  readonly set: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

const groups = 16;
const groupSymbols = 5;
const secretSymbols = 52;

/** Four lines of four groups. */
export function writeHalf({ letter, installation, set, secret }: Half): string {
  const labels = [...`${letter}${installation}${set}`].map((one) => read(one) ?? fail('internal', 'recovery label'));
  const body = [...labels, ...toSymbols(secret, secretSymbols)];
  const all = [...body, ...checksum(body)];
  const written = Array.from({ length: groups }, (_, position) => {
    const group = all.slice(position * 4, position * 4 + 4);
    return write([...group, checkSymbol(group, position)]);
  });
  return [0, 4, 8, 12].map((at) => written.slice(at, at + 4).join('-')).join('\n');
}

/**
 * Reads what somebody typed; case, spaces, hyphens and line ends do not matter. `recovery-mistyped` names the group in
 * question, counted from 1; `which` names the half ("first half").
 */
export function readHalf(text: string, which: string): Half {
  const symbols = readSymbols(text, which);
  for (let position = 0; position < groups; position += 1) {
    const group = symbols.slice(position * groupSymbols, position * groupSymbols + 4);
    const check = symbols[position * groupSymbols + 4];
    if (group.length < 4 || check !== checkSymbol(group, position)) mistyped(which, position);
  }
  if (symbols.length > groups * groupSymbols) fail('recovery-mistyped', `${which}, after group ${groups}`);
  const all = symbols.filter((_, index) => index % groupSymbols !== 4);
  const body = all.slice(0, 8 + secretSymbols);
  const letter = write(body.slice(0, 1));
  const secret = toBytes(body.slice(8), 32);
  const isWhole = write(all.slice(body.length)) === write(checksum(body));
  if (!isWhole || secret === undefined || (letter !== 'A' && letter !== 'B')) {
    fail('recovery-mistyped', `${which}, more than one group`);
  }
  return { letter, installation: write(body.slice(1, 4)), set: write(body.slice(4, 8)), secret };
}

function readSymbols(text: string, which: string): Symbol5[] {
  const letters = [...text].filter((letter) => !/[\s\-‐-―]/u.test(letter));
  return letters.map((letter, index) => read(letter) ?? mistyped(which, Math.floor(index / groupSymbols)));
}

function mistyped(which: string, position: number): never {
  fail('recovery-mistyped', position < groups ? `${which}, group ${position + 1}` : `${which}, after group ${groups}`);
}

/** Four symbols, 20 bits. */
function checksum(body: readonly Symbol5[]): Symbol5[] {
  return toSymbols(createHash('sha256').update('cofferdam/half/1 ').update(write(body)).digest(), 4);
}
