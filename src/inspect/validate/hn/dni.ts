import { numberOf } from '../numbers/define.ts';

/** Honduran identity number: department (01 to 18), municipality, year, serial. No check digit. Source: Ley del RNP, Decreto 62-2004 */
export const honduranDni = numberOf({
  country: 'HN',
  form: /^(?:0[1-9]|1[0-8])(?:0[1-9]|[12]\d)(?:19\d\d|20[0-3]\d)\d{5}$/,
  detail: 'department and year of birth hold',
  checked: false,
});
