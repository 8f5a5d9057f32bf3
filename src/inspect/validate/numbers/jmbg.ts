import type { Validator } from '../validator.ts';
import { bornOn } from './births.ts';
import { numberOf } from './define.ts';
import { digitAt, weighted } from './sums.ts';

/**
 * Number of citizens of Yugoslavia and the states after it: DDMMYYY, region, serial, check digit by weights 7 6 5 4 3 2
 * twice modulo 11. The region tells the republic, so that one number is read as that of one state only.
 * Source: Zakon o uvođenju jedinstvenog matičnog broja građana, Sl. list SFRJ 58/76
 */
export function jmbg(country: string, firstRegion: number, lastRegion: number): Validator {
  return numberOf({
    country,
    form: /^\d{13}$/,
    detail: 'date of birth, region and check digit (mod 11) hold',
    holds: (number) => {
      const region = Number(number.slice(7, 9));
      if (region < firstRegion || region > lastRegion) return false;
      const short = Number(number.slice(4, 7));
      const year = short < 800 ? 2000 + short : 1000 + short;
      if (!bornOn(year, Number(number.slice(2, 4)), Number(number.slice(0, 2)))) return false;
      const check = (11 - (weighted(number, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return check < 10 && check === digitAt(number, 12);
    },
  });
}
