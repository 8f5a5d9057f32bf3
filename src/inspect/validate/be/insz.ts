import { dayExists } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';

/**
 * Belgian national register number, and the bis number of others (month + 20 or + 40): YYMMDD, serial, 97 − the rest
 * modulo 97, with a 2 before it for those born from 2000 on. Month and day 00 stand for unknown ones.
 * Source: arrêté royal du 3 avril 1984 relatif au numéro d'identification; https://www.ibz.rrn.fgov.be
 */
export const insz = numberOf({
  country: 'BE',
  form: /^\d{11}$/,
  detail: 'date of birth and key (mod 97) hold',
  holds: (number) => {
    const month = Number(number.slice(2, 4)) % 20;
    const day = Number(number.slice(4, 6));
    if (Number(number.slice(2, 4)) > 52 || month > 12 || number.slice(6, 9) === '000') return false;
    const key = Number(number.slice(9));
    const body = Number(number.slice(0, 9));
    const born = (year: number): boolean =>
      month === 0 || day === 0 ? day < 32 : dayExists(day, month, year + Number(number.slice(0, 2)));
    return (97 - (body % 97) === key && born(1900)) || (97 - ((2e9 + body) % 97) === key && born(2000));
  },
});
