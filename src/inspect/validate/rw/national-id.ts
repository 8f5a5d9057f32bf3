import { numberOf } from '../numbers/define.ts';

/** Rwandan identity number: 1, 2 or 3, year of birth, sex (7 or 8), nine digits and more. Source: Law 14/2008; https://www.nida.gov.rw */
export const rwandanId = numberOf({
  country: 'RW',
  form: /^[123](?:19\d\d|20[0-3]\d)[78]\d{10}$/,
  detail: 'year of birth and sex hold',
  checked: false,
});
