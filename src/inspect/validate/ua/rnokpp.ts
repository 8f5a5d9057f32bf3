import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/**
 * Ukrainian tax number of persons (РНОКПП): days from 1900 to birth, serial, check digit modulo 11 and 10.
 * Source: наказ Мінфіну № 822 від 29.09.2017; OECD, Ukraine, TINs
 */
export const rnokpp = numberOf({
  country: 'UA',
  form: /^\d{10}$/,
  detail: 'day of birth and check digit (mod 11) hold',
  // Who is born until 2035 has less than 49,675 days.
  holds: (number) => {
    const days = Number(number.slice(0, 5));
    const sum = weighted(number, [-1, 5, 7, 9, 4, 6, 10, 5, 7]);
    return days > 0 && days < 49_675 && (((sum % 11) + 11) % 11) % 10 === digitAt(number, 9);
  },
});
