import { numberOf } from '../numbers/define.ts';

/** Pakistani CNIC: province (1 to 7), four digits, seven, sex. No check digit. Source: NADRA Ordinance, 2000 */
export const cnic = numberOf({
  country: 'PK',
  form: /^[1-7]\d{11}[1-9]$/,
  detail: 'province and sex are in use',
  checked: false,
});
