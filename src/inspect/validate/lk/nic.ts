import { numberOf } from '../numbers/define.ts';

/**
 * Sri Lankan NIC: nine digits and V or X, or since 2016 twelve digits: year, day of the year (women + 500), serial, check.
 * Source: Registration of Persons Act No. 32 of 1968; https://drp.gov.lk
 */
export const nic = numberOf({
  country: 'LK',
  form: /^(?:\d{9}[VX]|(?:19|20)\d{10})$/,
  detail: 'day of birth holds',
  checked: false,
  holds: (number) => {
    const day = Number(number.length === 10 ? number.slice(2, 5) : number.slice(4, 7)) % 500;
    return day > 0 && day < 367;
  },
});
