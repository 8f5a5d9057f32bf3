import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Turkish identity number: two check digits. Source: 5490 sayılı Nüfus Hizmetleri Kanunu; https://www.nvi.gov.tr */
export const tckn = numberOf({
  country: 'TR',
  form: /^[1-9]\d{10}$/,
  detail: 'both check digits hold',
  holds: (number) => {
    const first = ((weighted(number, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10) + 10) % 10 === digitAt(number, 9);
    return first && weighted(number, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === digitAt(number, 10);
  },
});
