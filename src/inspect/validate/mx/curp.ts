import { dayExists } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';

const characters = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const states = 'AS BC BS CC CH CL CM CS DF DG GR GT HG JC MC MN MS NE NL NT OC PL QR QT SL SP SR TC TL TS VZ YN ZS';
const known = new Set(states.split(' '));

/**
 * Mexican CURP: four letters of the name, YYMMDD, sex, state, three letters, a digit (before 2000) or letter, check digit.
 * Source: Instructivo normativo para la asignación de la CURP, DOF 18/10/2021
 */
export const curp = numberOf({
  country: 'MX',
  form: /^[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d$/,
  detail: 'date of birth, state and check digit (mod 10) hold',
  holds: (code) => {
    const century = /\d/.test(code.charAt(16)) ? 1900 : 2000;
    const [short, month, day] = [Number(code.slice(4, 6)), Number(code.slice(6, 8)), Number(code.slice(8, 10))];
    if (!dayExists(day, month, century + short) || !known.has(code.slice(11, 13))) return false;
    let sum = 0;
    for (let at = 0; at < 17; at++) sum += (18 - at) * characters.indexOf(code.charAt(at));
    return (10 - (sum % 10)) % 10 === Number(code[17]);
  },
});
