import { dayExists } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';

/**
 * Albanian identity number: letter of the decade (A is 1900, J 1990, K 2000), year, month (women + 50, foreigners + 30), day,
 * serial, check letter by a rule that is not published. Source: Ligji nr. 8952/2002; OECD, Albania, TINs
 */
export const nid = numberOf({
  country: 'AL',
  form: /^[A-M]\d{8}[A-W]$/,
  detail: 'date of birth holds',
  checked: false,
  holds: (number) => {
    const year = 1900 + 10 * (number.charCodeAt(0) - 65) + Number(number.charAt(1));
    const month = Number(number.slice(2, 4));
    const plain = [0, 30, 50, 80].map((more) => month - more).find((one) => one > 0 && one < 13) ?? 0;
    return year < 2036 && dayExists(Number(number.slice(4, 6)), plain, year);
  },
});
