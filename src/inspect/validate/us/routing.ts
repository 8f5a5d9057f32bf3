import { numberOf } from '../numbers/define.ts';

/**
 * US routing number: the first two digits are of the government (00), a Federal Reserve district (01 to 12), thrifts (21 to 32),
 * electronic transfers (61 to 72) or traveller's cheques (80); weights 3, 7, 1, modulo 10.
 * Source: https://www.aba.com/about-us/routing-number
 */
export const routing = numberOf({
  country: 'US',
  form: /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/,
  detail: 'check digit and Federal Reserve range hold',
  holds: (digits) => {
    let sum = 0;
    for (let at = 0; at < 9; at++) sum += Number(digits[at]) * (at % 3 === 0 ? 3 : at % 3 === 1 ? 7 : 1);
    return sum % 10 === 0;
  },
});
