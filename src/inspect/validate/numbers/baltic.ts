import { bornOn } from './births.ts';
import { twiceMod11 } from './sums.ts';

const first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1];
const second = [3, 4, 5, 6, 7, 8, 9, 1, 2, 3];

/** Sex and century, YYMMDD, serial, check digit: as Estonia and Lithuania have it. */
export function balticHolds(number: string): boolean {
  const century = 1800 + 100 * Math.floor((Number(number[0]) - 1) / 2);
  const year = century + Number(number.slice(1, 3));
  if (!bornOn(year, Number(number.slice(3, 5)), Number(number.slice(5, 7)))) return false;
  return twiceMod11(number, first, second) % 10 === Number(number[10]);
}
