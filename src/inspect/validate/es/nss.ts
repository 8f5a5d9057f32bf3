import { numberOf } from '../numbers/define.ts';

/**
 * Spanish social security number: province, eight digits, key: province and number modulo 97, the number without its
 * first zero. Source: https://www.seg-social.es; Orden de 17 de enero de 1996
 */
export const nss = numberOf({
  country: 'ES',
  form: /^(?:0[1-9]|[1-4]\d|5[0-3]|66)\d{10}$/,
  detail: 'province and key (mod 97) hold',
  holds: (number) => {
    const [province, serial] = [Number(number.slice(0, 2)), Number(number.slice(2, 10))];
    const body = serial < 10_000_000 ? serial + province * 10_000_000 : province * 100_000_000 + serial;
    return serial > 0 && body % 97 === Number(number.slice(10));
  },
});
